import type { Sample } from './sample.ts';
import { incomingCall, incomingCallForbidden, incomingCallRefusedWentOn } from './scenarios/incoming-call.ts';
import { larkspur, larkspurFaulty } from './scenarios/larkspur.ts';
import { livekitLostEvents, livekitRoom } from './scenarios/livekit.ts';
import { log } from './scenarios/log.ts';
import { lostPackets } from './scenarios/lost-packets.ts';
import { missingConnectionStatus } from './scenarios/missing-connection-status.ts';
import { nginxRtmpFaults, nginxRtmpLive } from './scenarios/nginx-rtmp.ts';
import { noHooks } from './scenarios/no-hooks.ts';
import { openvoxRinging } from './scenarios/openvox-ringing.ts';
import { ovenmediaengineAdmission, ovenmediaengineTurnedAway } from './scenarios/ovenmediaengine.ts';
import { slowBackend } from './scenarios/slow-backend.ts';
import { snaplenCut } from './scenarios/snaplen-cut.ts';
import { srsLive, srsRefused } from './scenarios/srs.ts';
import { streaming } from './scenarios/streaming.ts';
import { backendDown, firewall } from './scenarios/unreachable-backend.ts';
import { webPhoneCall } from './scenarios/web-phone-call.ts';
import { webPhoneConnection } from './scenarios/web-phone-connection.ts';
import { webPhoneMessaging } from './scenarios/web-phone-messaging.ts';
import { yeastarPCall, yeastarPFaults } from './scenarios/yeastar-p.ts';
import { zlmediakitFaults, zlmediakitPush } from './scenarios/zlmediakit.ts';

/** Every sample of this folder, in the order of the README. */
export const SAMPLES: readonly Sample[] = [
  log,
  missingConnectionStatus,
  webPhoneConnection,
  webPhoneCall,
  webPhoneMessaging,
  incomingCall,
  incomingCallForbidden,
  incomingCallRefusedWentOn,
  streaming,
  openvoxRinging,
  livekitRoom,
  livekitLostEvents,
  ovenmediaengineAdmission,
  ovenmediaengineTurnedAway,
  backendDown,
  firewall,
  slowBackend,
  snaplenCut,
  lostPackets,
  noHooks,
  larkspur,
  larkspurFaulty,
  srsLive,
  srsRefused,
  zlmediakitPush,
  zlmediakitFaults,
  nginxRtmpLive,
  nginxRtmpFaults,
  yeastarPCall,
  yeastarPFaults,
];
