import { findMethod } from '../../dialects/index.ts';
import { type CaptureRule, captureFinding } from '../rule.ts';

/** A method that was demanded (`--expect`) does not occur. */
export const flowNotSeen: CaptureRule = {
  id: 'flow/not-seen',
  severity: 'error',
  title: 'A demanded hook does not occur',
  means:
    'The command line or the configuration demands (--expect) that this method occurs at least once, and no call of the capture is one.',
  matters: 'A scenario that a CI run was to prove did not take place.',
  fix: 'Look at whether the scenario ran, and whether the method is added to the application: show app-rest-methods <appKey>.',
  judge: (scene) => {
    if (scene.demanded.length === 0) return [];
    const seen = new Set(scene.calls.map((call) => call.method.toLowerCase()));
    return scene.demanded.flatMap((name) => {
      const known = findMethod(scene.dialect, name)?.name ?? name;
      if (seen.has(known.toLowerCase())) return [];
      return [
        captureFinding(flowNotSeen, {
          method: known,
          message: `${known} was demanded and does not occur in the capture.`,
          remedy: flowNotSeen.fix,
        }),
      ];
    });
  },
};
