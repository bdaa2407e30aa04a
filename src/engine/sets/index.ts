/** Which of several files are one capture. */
export { type FileScan, type ScannedFile, type ScanProgress, scanFile } from './file-scan.ts';
export { type ApartReason, type FileSet, groupFiles, type TogetherReason } from './group-files.ts';
