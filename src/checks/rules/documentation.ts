// Made from the Markdown pages in this folder by `npm run rules`: do not edit it.
import type { RuleText } from '../rule-text.ts';

/** The text of every rule's page, by the rule's id. */
export const RULE_TEXTS: Readonly<Record<string, RuleText>> = {
  'answer/body': {
    title: `The body of an answer is not the consent that the server asks for`,
    means: `Some servers look at the body of an answer: its status alone is no consent. The finding says what the body is, and what it would have to be: the exact type counts, so that the text "0" is no 0. Where the body says no on purpose, in the way that the server defines for it, the finding says that instead.`,
    matters: `A server that does not find what it asks for takes the answer for a refusal, though the backend meant to accept: the user is turned away, and the backend's log shows a success. That is an error where the server asks the backend before it acts, unless a later call shows that it went on; of an event it is mostly a warning. A refusal on purpose is no fault: it is a warning, because somebody was turned away, and a note where it has no effect.`,
    fix: `Have the backend give exactly the body that the finding names, also where it has nothing to say: frameworks answer with an empty body, with null, or with the text of a number where a number is expected. If the refusal was meant, nothing is to be done; the finding shows what the backend gave as its reason.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callAsked HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1"}

HTTP/1.1 200 OK
Content-Type: application/json

{"code":"0"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callAsked HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1"}

HTTP/1.1 200 OK
Content-Type: application/json

{"code":0}`,
    },
  },
  'answer/context-changed': {
    title: `Answer changes the context`,
    means: `The answer names another server, session or application than the request. They tell which server, which connection and which application a call belongs to, and an answer cannot override them.`,
    matters: `The call server ignores the change. It mostly shows that the backend answers with the data of another call: a cached answer, a template, or variables that several requests share.`,
    fix: `Build every answer from the request it belongs to. Look for a cache or a global variable in the backend, and for a proxy that caches answers to POST.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s2","callId":"c1","status":"RINGING"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'answer/none': {
    title: `The backend did not answer`,
    means: `A hook call was sent and not a byte of an answer came before its connection was closed, or within the time the call server waits. The finding says who ended it: the backend closed the connection; the call server gave up; or the backend had closed an idle connection just when the call server used it again. It also says whether the backend's TCP took the request: then the program behind it did not answer. A reset of the connection is told by transport/reset. Over HTTP/2 the stream of a call may end alone: by RST_STREAM of one of the two, or by GOAWAY of the backend; the finding names the error code, and says where the backend did not process the request. As a warning: a later attempt was accepted. As a note: the capture ended before an answer could be expected.`,
    matters: `Call servers treat no answer like a refusal: what was asked for may fail, and what was told is lost on the backend.`,
    fix: `The backend closed it: look at its log at that time, it crashed or threw the request away. The call server gave up although the request was taken: the backend hung or works before it answers; answer first and do the work afterwards. An idle connection that was closed: make the backend's keep-alive time-out longer than the call server's. An HTTP/2 stream that the backend refused (REFUSED_STREAM, GOAWAY) was not processed: send the call again, and look at the limits of streams and requests of the backend and of the proxy in front of it. A full-sized segment that was never acknowledged: lower the MTU, or let ICMP "fragmentation needed" through.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  no answer
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
  },
  'answer/not-json': {
    title: `Accepting answer without a JSON object`,
    means: `The backend accepted the call, but the body of its answer is empty, is not JSON, or is JSON that is no object. The call server is to get back a JSON object: what it sent, with deliberate changes. Refusals (such as 403) need no body and are not meant.`,
    matters: `The answer has no effect beyond its status: nothing is configured and nothing is overwritten by it. An HTML page or a PHP error in place of JSON shows that another program answers than the one that was meant, or that it failed half-way.`,
    fix: `Where the body is empty and the request was chunked, see first whether the backend got the payload: some read an empty body then. A proxy that reads the whole request and adds its Content-Length helps.
Return the received body, with Content-Type: application/json. Test it:
  curl -s -X POST -H 'Content-Type: application/json' -d '{}' <url>/<method> | jq .
In PHP: echo file_get_contents('php://input'); and keep error messages out of the output (display_errors = Off).`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: text/html

<br><b>Warning</b>: Undefined variable $call`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'answer/not-mirrored': {
    title: `Answer differs from the request`,
    means: `The body of an answer that accepts the call is not what the request carried. The call server wants its own JSON back, apart from fields that the backend changes on purpose. Fields that the backend's configuration allows to be overwritten are left out here; order and spelling of the JSON text make no difference.`,
    matters: `The call server ignores changes that nothing allows: a backend that tries to change a field so has no effect. A field that may be overwritten and that the answer lacks may be lost.`,
    fix: `Return the received JSON and change only what is meant to change. In PHP decode to objects, not to arrays (json_decode without true): otherwise {} comes back as [].`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","ticket":"T-1"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","ticket":"T-2"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","ticket":"T-1"}

HTTP/1.1 200 OK
Content-Type: application/json

{"ticket": "T-1", "status": "RINGING", "callId": "c1", "sessionId": "s1"}`,
    },
  },
  'answer/redirect': {
    title: `The backend sends the client elsewhere`,
    means: `Some servers take a redirect as consent: they do not send the call to the other place, but let the client go on there. The finding names the place, and says what the server makes of it.`,
    matters: `It is no fault where it was meant. A redirect that a web server or a framework made, to add a slash or to lead to a login, is taken the same way: then the client goes on under a name that nobody chose.`,
    fix: `Nothing, if the redirect was meant. Otherwise give the server the final address of the hook, and have the backend answer the hook itself.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callRouted HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1"}

HTTP/1.1 302 Found
Location: /login
Content-Type: application/json

{"sessionId":"s1","callId":"c1"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callRouted HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1"}`,
    },
  },
  'answer/refusal-text': {
    title: `The text of a refusal does not reach the client`,
    means: `Some servers pass a text of the backend on to the client that was refused, where the body of the answer is in a certain form. This body has a text, but is not in that form.`,
    matters: `The user sees only the words of the status line, such as "Forbidden", and not why he was refused. The refusal itself counts all the same.`,
    fix: `Give the body exactly the members that the server asks for, and no others.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callAsked HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1"}

HTTP/1.1 403 Forbidden
Content-Type: application/json

{"status":403,"reason":"Your balance is used up","code":17}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callAsked HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1"}

HTTP/1.1 403 Forbidden
Content-Type: application/json

{"status":403,"reason":"Your balance is used up"}`,
    },
  },
  'answer/slow': {
    title: `The backend answered late`,
    means: `From the last byte of the request to the first of the answer more time went by than the vendor of the call server recommends. From the call server's own timeout on it is an error: the call server has given the call up.`,
    matters: `The client waits as long, and an answer after the timeout counts as none.`,
    fix: `Make the backend answer first and work afterwards. The settings of the call server say how long it waits.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200 after 12 s
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200 after 0.1 s
30.0 s  the capture ends`,
    },
  },
  'answer/status': {
    title: `The backend answered with an error`,
    means: `Every hook is to be accepted unless the backend refuses it on purpose. The finding says what the answer shows of its reason: what its page or its JSON says, the fields that tell of it, and what of the request is unusual. What follows depends on the call server, on the kind of the hook, and on what the backend configured; the finding says which holds, and where the capture does not tell, what follows in each case.`,
    matters: `A refusal of the call that opens a session mostly keeps the client out. A refusal of another call may stop the operation, or may only be logged: then it has no effect, which surprises most. A refused call about which the server asks is an error, unless a later call shows that the server went on: then it is a warning that names the frame. An event has happened already, so that its refusal is mostly a warning.`,
    fix: `If the refusal was meant: see in the finding whether it has an effect, and what makes it count. If it was not, the status says where to look:
301, 302, 303, 307, 308: the hook URL is not the final one. Take the one that Location names, or have the backend take the hook where it is sent.
400: the form of the request: plain HTTP to a port that speaks TLS, a malformed Host field, a request line without a target, a body in chunks.
401, 403: credentials, protection against CSRF, a firewall, or the program itself.
404, 405: the path. A web server that serves it as static files takes no POST.
411, 413, 415, 417, 426: what the web server demands of a request; the finding says what this one has.
429: a limit of requests.
500: the program failed; its own log says why.
502, 503, 504: a proxy was reached, and the application behind it was not. Start that.
201, 202, 204: success in HTTP, and not what the call server accepts.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 500 Internal Server Error
Content-Type: text/plain

database is locked`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'capture/bound-reached': {
    title: `More connections at once than are followed`,
    means: `hookscope puts the bytes of a bounded number of connections in order at one time, so that a hostile capture cannot take all memory. Of more, those idle for longest are set aside. Between two calls nothing is lost by that; where an answer was still waited for, it is not known whether it came.`,
    matters: `Whether these calls were answered, and what follows from the answers, cannot be told. The capture has the packets: it is hookscope that did not read them.`,
    fix: `Split the capture by time or by hosts, and check the parts: editcap -i 60 log.pcap part.pcap, tcpdump -r log.pcap -w part.pcap host <host>`,
    bad: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `20,000 connections to the backend, each with a call that waits for its answer at the same time.`,
    },
    good: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `The same calls over a few connections that stay open.`,
    },
  },
  'capture/clock': {
    title: `The clock of the capture is not to be trusted`,
    means: `Times in the capture run backwards, or leap further than the TCP timestamps of the hosts allow: the clock of the capturing machine was set while it captured, the machine slept, or the two directions were recorded with clocks that differ.`,
    matters: `What is due within a time cannot be judged where the time is not certain.`,
    fix: `Capture on one machine whose clock is kept by NTP and is not set by hand meanwhile. Where the directions differ, capture with tcpdump -i any at the call server instead of a pair of probes.`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -w log.pcap & date -s '1 minute ago'`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -w log.pcap`,
    },
  },
  'capture/corrupt-record': {
    title: `The capture file is damaged`,
    means: `A record header holds a value that cannot be, or the compressed data are broken, or the system failed to read on. Everything before the place was used.`,
    matters: `What comes after the damage is not known, so absences there prove nothing.`,
    fix: `Copy the file again in binary mode (FTP in text mode is a frequent cause), or take the capture again. pcapfix may rescue what follows the damage.`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `ftp> ascii
ftp> get log.pcap`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `ftp> binary
ftp> get log.pcap`,
    },
  },
  'capture/cut-frames': {
    title: `The capture cut frames of hook traffic`,
    means: `Frames on the REST port are longer on the wire than in the capture: the snap length (tcpdump -s) cut them. Payloads that were cut could not be checked beyond the cut. Where the cut is within the request line, not even the method of the hook is known, and nothing is concluded from such a call.`,
    matters: `What was cut off can be neither checked nor compared. A body with a session description (SDP) is often longer than the snap length that a manual recommends, above all on the loopback interface, whose frames are long.`,
    fix: `Capture again with whole frames: tcpdump -i any -s 0 -w log.pcap`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 96 -w log.pcap`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -w log.pcap`,
    },
  },
  'capture/file-replaced': {
    title: `A followed file was replaced`,
    means: `A capture that is read while it grows (--follow) was cut back or written anew, or another file took its place, as rotation of captures and logs does. Reading went on in the file that has the name now, from its beginning. Where there is none, it waits for one.`,
    matters: `What was captured between the last frame of the old file and the first one of the new file may be absent. Expectations that were open then are inconclusive: nothing is called missing that may only have been captured elsewhere. Payloads of the old file that were not kept cannot be shown, and its frames cannot be exported.`,
    fix: `Follow a capture that is not rotated (tcpdump without -C, -G and -W), or read it from a pipe: tcpdump -U -w - | hookscope -. Rotated files that are complete can be given together; they are one capture.`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -U -G 60 -w log.pcap port 8080 & hookscope log.pcap --follow`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -U -w - port 8080 | tee log.pcap | hookscope -
hookscope check log.pcap*`,
    },
  },
  'capture/forgotten-calls': {
    title: `Calls that are sound and over are no longer listed`,
    means: `A capture that is followed while it grows may go on for days. Of more than 1000000 calls the oldest are forgotten, but only those of sessions that ended, in which nothing was found and nothing was missing. Whatever is faulty, or not over, stays.`,
    matters: `Counts of calls and sessions, and lists of them, are of what is still kept. A status that comes long after the end of a forgotten session is not known to be late.`,
    fix: `To see all calls, write the capture to a file as well, and open that: tcpdump -i any -s 0 -w log.pcap`,
    bad: {
      caption: `Nothing is left of the capture but what hookscope remembers:`,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -U -w - port 8080 | hookscope -`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -U -w - port 8080 | tee log.pcap | hookscope -
hookscope check log.pcap`,
    },
  },
  'capture/legs': {
    title: `Calls were captured on more than one leg of their way`,
    means: `The same call stands several times in the capture: before and behind a proxy on the same machine, or under the addresses before and after their translation, as on a host with containers.`,
    matters: `It is no fault. Each call is counted and judged once, by what the call server saw; the further legs explain what happened behind it.`,
    fix: `Nothing. To have each call once, capture on one interface only: tcpdump -i eth0 -s 0 -w log.pcap`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -w log.pcap`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i eth0 -s 0 -w log.pcap`,
    },
  },
  'capture/lost-packets': {
    title: `The capture lost packets`,
    means: `Bytes of a conversation with the backend were acknowledged, or skipped by later bytes, but are not in the capture; or the capture's own counters (pcapng interface statistics) say that packets were dropped.`,
    matters: `A call that is absent may have been made in a packet that was lost, so such absences are inconclusive.`,
    fix: `Capture less (tcpdump -i any -s 0 port <port> -w log.pcap), with a larger buffer (-B 65536), to a fast disk, on a machine with time to spare.`,
    bad: {
      caption: `All traffic of a busy machine, with the buffer as it is by default:`,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -w log.pcap`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -B 65536 port 8080 -w log.pcap`,
    },
  },
  'capture/no-rest-traffic': {
    title: `The capture holds no hook call`,
    means: `No HTTP request in the capture is a hook call of a known dialect. The finding lists what the capture has instead: HTTP requests by method, path, content type and status; connections with HTTP/2; TLS by server name, with the alerts that broke it off; connections that were refused or not answered; ICMP errors; names that did not resolve; link types that are not read.`,
    matters: `Either no hook was sent, or none could get through, or the capture was taken where none passes: all look the same to the backend.`,
    fix: `Go through the reasons from the top: those that the capture itself shows come first, with their frames. To read what comes to one port as hooks, whatever it is: --port N.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `GET /index.html HTTP/1.1
Host: backend.example:8080

HTTP/1.1 200 OK
Content-Type: text/html

<h1>Welcome</h1>`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'capture/one-direction': {
    title: `Only one direction was captured`,
    means: `The capture holds what was sent to the backend, or what the backend sent, and not both. A capture filter such as dst port does that; so does a mirror port or a network card that sees one direction only.`,
    matters: `Whether the backend answered, and what, cannot be told from such a capture. Nothing is claimed of the direction that is not in it.`,
    fix: `Capture both directions, with no src or dst in the capture filter: tcpdump -i any -s 0 -w log.pcap 'tcp port <port>'`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -w log.pcap 'dst port 8080'`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -w log.pcap 'tcp port 8080'`,
    },
  },
  'capture/partial-view': {
    title: `The capture shows only a part of the hooks`,
    means: `Some sessions have calls without what should have followed them, and others have what should have followed without the call before it. That is what a capture shows at one of several backends behind a balancer: each gets a part of the hooks of each session.`,
    matters: `A call that is absent from such a capture was probably made, to another backend. So nothing is reported as missing.`,
    fix: `Capture at the call server, where all hooks pass: tcpdump -i any -s 0 -w log.pcap. Or capture at every backend, and give all captures to hookscope at once.`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `hookscope check backend1.pcap`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `hookscope check backend1.pcap backend2.pcap`,
    },
  },
  'capture/truncated': {
    title: `The capture file is cut off`,
    means: `The file ends inside a record, a block or its compressed data. Everything before that was used.`,
    matters: `What happened after the last whole frame is not known; expectations that were open then are inconclusive.`,
    fix: `Copy the file again once tcpdump has ended (stop it with Ctrl-C or SIGTERM, not with SIGKILL), in binary mode, and compare sizes.`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `pkill -KILL tcpdump; cp log.pcap /mnt/share/`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `pkill -TERM tcpdump; sleep 1; cp log.pcap /mnt/share/`,
    },
  },
  'capture/unread-link-type': {
    title: `Frames of a link type that is not read`,
    means: `A capture says in which form the frames of each interface stand: its link type. Some or all frames of this capture have one that hookscope does not read, so nothing is known of what is in them.`,
    matters: `Hooks may be among these frames. Where all frames are of such a link type, the capture cannot show anything about hooks.`,
    fix: `Capture again on an interface that carries IP, best on all of them. Of PDUs that Wireshark exported, save the packets instead. What has IP in it can often be converted to Ethernet or raw IP.`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i usbmon1 -w log.pcap`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `tcpdump -i any -s 0 -w log.pcap`,
    },
  },
  'config/rest-client-config': {
    title: `The configuration in an answer is not as the call server reads it`,
    means: `The object by which the backend configures the hooks of a session, in its answer to the call that opens the session, names a method or a field that does not exist, has a policy that is spelt wrong, or a value of the wrong type. This rule is for call servers that have such a configuration; the notes below say which fields they read.`,
    matters: `What is not understood does not hold, and the defaults hold in its place. Nothing tells so but the behaviour.`,
    fix: `Correct the backend's answer to the call that opens the session. The names of methods and fields:
  hookscope hooks`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: 'flashphoner-wcs',
      text: `POST /EchoApp/connect HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"nodeId":"n1","appKey":"defaultApp","sessionId":"/192.0.2.7:5000/192.0.2.1:8443"}

HTTP/1.1 200 OK
Content-Type: application/json

{"nodeId":"n1","appKey":"defaultApp","sessionId":"/192.0.2.7:5000/192.0.2.1:8443","restClientConfig":{"ConnectionStatusEvent":{"restPolicy":"DISABLE"},"call":{"restOnErrors":"FAIL"}}}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: 'flashphoner-wcs',
      text: `POST /EchoApp/connect HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"nodeId":"n1","appKey":"defaultApp","sessionId":"/192.0.2.7:5000/192.0.2.1:8443"}

HTTP/1.1 200 OK
Content-Type: application/json

{"nodeId":"n1","appKey":"defaultApp","sessionId":"/192.0.2.7:5000/192.0.2.1:8443","restClientConfig":{"ConnectionStatusEvent":{"restPolicy":"DISABLE"},"call":{"restOnError":"FAIL"}}}`,
    },
  },
  'flow/after-end': {
    title: `A status came after the end of its dialog`,
    means: `A status event names a call, stream or session that an earlier event of the same kind had reported as over, later than the tolerance for reordering allows, and no call had begun it anew.`,
    matters: `A backend that keeps books by these events takes the dialog for alive again, or fails because it has already forgotten it.`,
    fix: `Make the backend ignore events of a dialog that is over. If the identifier was used again for a new dialog, make the client use a new one each time.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}   200
5.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ENDED"}     200
9.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ANSWERED"}  200
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}   200
5.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ANSWERED"}  200
9.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ENDED"}     200
30.0 s  the capture ends`,
    },
  },
  'flow/counter-gap': {
    title: `The server counted hooks that the capture does not hold`,
    means: `The server numbers the hooks that it makes, and the capture lacks some of the numbers. So these hooks were made, and are not in this capture. Where the numbers begin anew the server was started anew, and nothing is said of what lies between.`,
    matters: `A hook that the backend never got is looked for at the server, although it made it: the way between the two lost it, or it went elsewhere. And of what is not in the capture nobody can tell from it whether it was missing.`,
    fix: `Look at whether the server sends some hooks to another address, whether the capture has all interfaces over which they go, and whether connections to the backend failed or packets were lost meanwhile.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   alive  {"server":"n1","hookNumber":17}  200
10.0 s  alive  {"server":"n1","hookNumber":20}  200
20.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   alive  {"server":"n1","hookNumber":17}  200
10.0 s  alive  {"server":"n1","hookNumber":18}  200
20.0 s  the capture ends`,
    },
  },
  'flow/inconclusive': {
    title: `The capture cannot tell whether an expected call was made`,
    means: `No call met an expectation, but the capture does not prove that none was made: it ended or began too close, lost packets of a conversation with the backend, has a connection with it that was not decrypted, or holds a call that cannot be told to belong to the session or dialog.`,
    matters: `It is neither a fault nor a proof that all is well.`,
    fix: `Capture again: start before the client connects, let the capture run on for a minute after the trouble, and take whole frames: tcpdump -i any -s 0 -w log.pcap`,
    bad: {
      caption: `The capture ends before the 10 s are over in which callStatus may come.`,
      form: 'calls',
      dialect: null,
      text: `0.0 s  callStarted  {"sessionId":"s1","callId":"c1"}  200
2.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s  callStarted  {"sessionId":"s1","callId":"c1"}                      200
0.2 s  callStatus   {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
2.0 s  the capture ends`,
    },
  },
  'flow/late-call': {
    title: `An expected call came late`,
    means: `The call came, and it belongs to the session or dialog, but its time was over: the window of the expectation had closed before.`,
    matters: `The backend learned late what it should have known. A backend or a client that waits for it may have given up meanwhile.`,
    fix: `Look at what the call server did between the two frames: its log, its load, and whether an earlier call to the backend kept it waiting. If such a delay is in order for you, make the windows longer with --window.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStarted  {"sessionId":"s1","callId":"c1"}                     200
40.0 s  callStatus   {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
90.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStarted  {"sessionId":"s1","callId":"c1"}                     200
0.2 s   callStatus   {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
60.0 s  the capture ends`,
    },
  },
  'flow/missing-beat': {
    title: `A hook that comes at intervals failed to come`,
    means: `The server makes this hook again and again, as a sign of life or to report on what goes on. For more than two intervals it did not come, and nothing in the capture explains that: no lost packets, no slow or refused answer before it, and no sign that what it tells of was over. How long the interval is was learned from the capture, or is documented.`,
    matters: `A backend that waits for the hook takes the server, or what it reports on, for dead. If it does not wait, nobody notices when the server really dies.`,
    fix: `Look at the server's log for the time of the silence: whether it was running, whether it was overloaded, and whether its connections to the backend failed.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   alive  {"server":"n1"}  200
10.0 s  alive  {"server":"n1"}  200
20.0 s  alive  {"server":"n1"}  200
30.0 s  alive  {"server":"n1"}  200
75.0 s  alive  {"server":"n1"}  200
80.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   alive  {"server":"n1"}  200
10.0 s  alive  {"server":"n1"}  200
20.2 s  alive  {"server":"n1"}  200
29.9 s  alive  {"server":"n1"}  200
40.0 s  alive  {"server":"n1"}  200
45.0 s  the capture ends`,
    },
  },
  'flow/missing-call': {
    title: `An expected hook call was not made`,
    means: `A hook call opened an expectation (for instance: an accepted call that opens a session is followed by an event about that session within 10 s), and the capture shows that nothing met it although it goes on long enough, lost no packets then, and holds no configuration that would explain it.`,
    matters: `The backend does not learn what happened: sessions look half open, calls never seem to start or to end, and nobody gets an error.`,
    fix: `Look at the likely cause that the finding names. Most often the call server was never told to send this hook. If connections failed at that time, look at the backend and at firewalls. To see one expectation in all its detail, filter by the session.`,
    bad: {
      caption: `callStarted was accepted, and no callStatus follows within 10 s.`,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStarted  {"sessionId":"s1","callId":"c1"}  200
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStarted  {"sessionId":"s1","callId":"c1"}                      200
0.2 s   callStatus   {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
  },
  'flow/never-established': {
    title: `A session ended that never came about`,
    means: `The backend let a client in, and the next that the call server told of the session is its end. The event that says that the connection is established never came.`,
    matters: `It is mostly no fault: a client that closes its page at once does that. Many of them point to clients that cannot connect, for instance because of a firewall between them and the call server.`,
    fix: `Look at the client: its log, its network, and how soon it left.`,
    bad: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `connect                                  200
ConnectionStatusEvent  DISCONNECTED      200`,
    },
    good: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `connect                                  200
ConnectionStatusEvent  ESTABLISHED       200
ConnectionStatusEvent  DISCONNECTED      200`,
    },
  },
  'flow/not-seen': {
    title: `A demanded hook does not occur`,
    means: `The command line or the configuration demands (--expect) that this method occurs at least once, and no call of the capture is one.`,
    matters: `A scenario that a CI run was to prove did not take place.`,
    fix: `Look at whether the scenario ran, and whether the call server is set to send this hook.`,
    bad: {
      caption: `hookscope check log.pcap --expect callStatus`,
      form: 'calls',
      dialect: null,
      text: `0.0 s   sessionStatus  {"sessionId":"s1","status":"CONNECTED"}  200
30.0 s  the capture ends`,
    },
    good: {
      caption: `hookscope check log.pcap --expect callStatus`,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
  },
  'flow/repeated': {
    title: `A call was sent again although it had been accepted`,
    means: `The same method with the same body came again from the same host within moments, although the first one had been accepted. That is no retry: nothing had failed.`,
    matters: `A backend that counts or acts on each POST does so twice.`,
    fix: `Look at whether the hook is configured twice, for instance in two applications or in the server and a relay. Make the backend recognise a call that it has seen.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
0.2 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
  },
  'flow/retried': {
    title: `A call got through at a later attempt`,
    means: `The call server had to make the call several times: earlier attempts were refused or got no answer. The last one was accepted, so that the call as a whole succeeded.`,
    matters: `The session went on, but later than it could. What made the first attempt fail will make a call fail that nobody repeats. A backend that acts on each attempt may act twice.`,
    fix: `Mend the cause of the first failure, which the finding names. Make the backend recognise a call that it has seen.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  no answer
1.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
  },
  'flow/under-way': {
    title: `Sessions or dialogs were under way when the capture began`,
    means: `The first that the capture shows of a session, call or stream is what only one that lasts may show, such as the event that reports its end, and the call that began it is not there. All of them are counted in one note. Where packets were lost, or where the call server does not send the hook that begins them, they may have begun later.`,
    matters: `That their beginning is absent is no fault. But what the backend configured for these sessions when they began is not known: a call that is missing in one of them may have been switched off.`,
    fix: `To see them in whole, capture again, and start before the clients connect: tcpdump -i any -s 0 -w log.pcap`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ENDED"}  200
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStarted  {"sessionId":"s1","callId":"c1"}                      200
0.2 s   callStatus   {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
5.0 s   callStatus   {"sessionId":"s1","callId":"c1","status":"ENDED"}    200
30.0 s  the capture ends`,
    },
  },
  'hooks/unknown-method': {
    title: `HTTP to the backend that is no known hook`,
    means: `A request to the port that hooks go to has a name that the dialect does not know. Told once for each name, with the number of requests. It may be other traffic of the same web server, a hook of a newer server, or a custom one.`,
    matters: `What is not known is not checked, and no follow-up is expected of it. If it is a misspelt hook, the backend does not see the real one.`,
    fix: `See which hooks are known:
  hookscope hooks
and which the call server is set to send. Declare hooks of your own in a dialect file (--dialect FILE). Other traffic can be left out with --host or --port.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus   {"sessionId":"s1","callId":"c1","status":"RINGING"}   200
5.0 s   callStatuss  {"sessionId":"s1","callId":"c1","status":"ANSWERED"}  200
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}   200
5.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ANSWERED"}  200
30.0 s  the capture ends`,
    },
  },
  'http/broken-off': {
    title: `Message broken off`,
    means: `A request or an answer ended before it was complete: its sender closed or reset the connection (FIN, RST) when fewer bytes were sent than Content-Length announced, before the last chunk of a chunked body, or within the head; over HTTP/2 also by RST_STREAM or GOAWAY before the last frame of the stream. The capture lacks nothing there: the bytes were never sent.
An answer without Content-Length that ends when the connection is closed is complete (RFC 9112 §6.3), and is not meant. Nor is a message that goes on when the capture ends.`,
    matters: `The receiver throws away what it has of the message: the call server treats a broken answer like none, and the backend does not see a broken request as a call.`,
    fix: `Look at the log of the sender at that time: it crashed, was restarted, or ran into a time-out or a bound of its own while it was writing. Where a proxy is between the two, ask the backend without it and compare:
  curl -v -X POST -H 'Content-Type: application/json' -d '{}' <url>/<method>
A backend that announces more bytes than it sends counted them wrongly: count the bytes of the encoded body.`,
    bad: {
      caption: `The backend announces 99 bytes and closes after 26:`,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json
Content-Length: 99

{"sessionId":"s1","callId"`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'http/byte-order-mark': {
    title: `JSON begins with a byte order mark`,
    means: `The body of a request or an answer begins with U+FEFF (in UTF-8 the bytes EF BB BF). hookscope reads the text behind it all the same.`,
    matters: `JSON must not begin with a byte order mark (RFC 8259 §8.1). A parser may ignore it, and many refuse the whole text.`,
    fix: `Save the files of the backend (templates, scripts, configuration) as UTF-8 without a byte order mark, and write with an encoder that makes none: in .NET new UTF8Encoding(false), in Python utf-8 and not utf-8-sig. In PHP the mark mostly stands before <?php in some included file:
  grep -rlP '^\\xEF\\xBB\\xBF' /path/of/the/backend`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `printf '\\xEF\\xBB\\xBF{}' | curl -X POST --data-binary @- http://backend.example:8080/hooks/callStatus`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `printf '{}' | curl -X POST --data-binary @- http://backend.example:8080/hooks/callStatus`,
    },
  },
  'http/content-type': {
    title: `Content-Type is not JSON`,
    means: `A message with a JSON body has no Content-Type, or one that is not JSON. Hooks and the answers to them are application/json; a charset and types such as application/problem+json are fine.`,
    matters: `Web frameworks choose the parser by Content-Type: a body with another type is ignored or refused (415 Unsupported Media Type), and the call server may not read an answer that claims to be something else, with whatever it configures.`,
    fix: `Answers: set the type before the body is written, for example header('Content-Type: application/json') in PHP, res.json(…) in Express, produces = "application/json" in Spring.
Requests: call servers send application/json of themselves; look for a proxy that rewrites header fields.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: text/html; charset=UTF-8

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json; charset=UTF-8

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'http/expect-continue': {
    title: `Time lost waiting for 100 Continue`,
    means: `The client sent the head of the request with Expect: 100-continue and held the body back. The backend did not send 100 Continue, so the client sent the body after a time of its own.`,
    matters: `Every such call takes longer by the wait, which is one second in many libraries, and whoever waits for the hook waits as long.`,
    fix: `Have the client send no Expect field, or have the backend (or the proxy before it) answer it with 100 Continue (RFC 9110 §10.1.1). Test it:
  curl -v -H 'Expect: 100-continue' -X POST -H 'Content-Type: application/json' -d '{}' <url>/<method>`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `curl -H 'Expect: 100-continue' -X POST -d '{}' http://backend.example:8080/hooks/callStatus`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `curl -H 'Expect:' -X POST -d '{}' http://backend.example:8080/hooks/callStatus`,
    },
  },
  'http/malformed': {
    title: `HTTP message broken or not readable`,
    means: `The request or its answer is not HTTP as RFC 9112 (for HTTP/2 RFC 9113) has it: the start line, a header line, the length or the chunks of the body, the frames or compressed fields are wrong on the wire. The offset counts bytes of that direction of the TCP connection, from 0. As a note, the message is sound but goes beyond what hookscope reads (an unknown content coding, a very large body).`,
    matters: `The receiver may refuse the message, read too little or too much of it, or take the rest of it for the next message; then one broken answer spoils every call that follows on the same connection. Intermediaries that read the message differently are a security hole.`,
    fix: `Look at the bytes in Wireshark (Follow > TCP Stream on the given stream) and find out who writes them: the backend itself, its framework, or a proxy between. Ask the backend without the proxy and compare:
  curl -v --raw -X POST -H 'Content-Type: application/json' -d '{}' <url>/<method>
A body must have either one right Content-Length or Transfer-Encoding: chunked.
Over HTTP/2 the length must be that of the DATA frames, and fields such as Connection and Transfer-Encoding must not be sent. Fields that are not known because the capture began within the connection are noted: begin the capture before the call server connects.`,
    bad: {
      caption: `The answer gives its length in two ways, so that each reader may take another one:`,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json
Content-Length: 51
Transfer-Encoding: chunked

33
{"sessionId":"s1","callId":"c1","status":"RINGING"}
0`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json
Content-Length: 51

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'http/method': {
    title: `Hook sent by another HTTP method`,
    means: `A request to the address of a hook has another HTTP method than the one by which the call server sends hooks. That is mostly POST.`,
    matters: `It was sent by something else, such as a browser, a health check or a proxy that turned POST into GET while following a redirect; then the body, and with it the payload, is lost on the way.`,
    fix: `Find out who sent it (address and User-Agent). Where a redirect is behind it, set the final address in the call server.
Test the backend as the call server does:
  curl -i -X POST -H 'Content-Type: application/json' -d '{}' <url>/<method>`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `PUT /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'http/no-target': {
    title: `Request line without a target`,
    means: `The request line names no path: POST HTTP/1.1. RFC 9112 §3 demands a target.`,
    matters: `Strict web servers and proxies answer 400 Bad Request, and the report never reaches the application behind them.`,
    fix: `Nothing, where the backend accepts the calls. Where it answers 400: give the call server a full address with a path, or receive its calls with a server that accepts such a line.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: 'openvox',
      text: `POST HTTP/1.1
Content-Type: application/json
Connection: close

{"action":"BYE","callid":"1624341.1","ext":{"extid":"1000"}}

HTTP/1.1 200 OK
Content-Type: application/json`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: 'openvox',
      text: `POST /reports HTTP/1.1
Content-Type: application/json
Connection: close

{"action":"BYE","callid":"1624341.1","ext":{"extid":"1000"}}

HTTP/1.1 200 OK
Content-Type: application/json`,
    },
  },
  'http/other-requests': {
    title: `Requests to the backend that are no hooks`,
    means: `HTTP requests came to the port of hooks by a method that is not used for hooks: health checks, a person with a browser or curl, scanners. They are counted here and left out everywhere else: they are no hook calls.`,
    matters: `Mostly it does not. Where the path of a hook is asked with GET, somebody tested it with a browser, or a redirect turned POST into GET and the payload was lost on the way.`,
    fix: `Nothing, where you know who asks. Find out who it is by the frames of the finding.`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `curl http://backend.example:8080/hooks/callStatus`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `curl -X POST -H 'Content-Type: application/json' -d '{}' http://backend.example:8080/hooks/callStatus`,
    },
  },
  'http/proxy-header': {
    title: `PROXY protocol header before a request`,
    means: `The first bytes of a connection are a header of the PROXY protocol: a line that begins with PROXY, or its binary form. A proxy sends it to tell the backend from where the connection came. The hook behind it is read as usual. As a warning: the backend refused the request, or gave no answer.`,
    matters: `A backend that expects the header takes it away. One that does not takes it for a broken request line, and answers 400 to every call.`,
    fix: `Switch it off in the proxy (HAProxy: send-proxy, nginx: proxy_protocol on), or on in the backend (nginx: listen 8080 proxy_protocol).`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `PROXY TCP4 192.0.2.10 192.0.2.80 56324 8080
POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'http/second-answer': {
    title: `A second answer to one request`,
    means: `The backend sent a complete answer, and then another one, although no other request had come. A 408 that a server sends before it closes an idle connection is not meant.`,
    matters: `HTTP pairs answers with requests by their order (RFC 9112 §9.3.2). The receiver takes the second answer for that of the next call, so that every later call on the connection gets the answer of the one before; or it closes the connection.`,
    fix: `Look for code of the backend that answers and goes on: a missing return behind an error page, a handler that is called twice, a filter or middleware that writes an answer of its own.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json
Content-Length: 51

{"sessionId":"s1","callId":"c1","status":"RINGING"}HTTP/1.1 500 Internal Server Error
Content-Length: 0`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'http/unasked-coding': {
    title: `Content coding that nobody asked for`,
    means: `The answer is compressed (Content-Encoding), although the request has no Accept-Encoding: the call server did not say that it can undo any coding.`,
    matters: `Without Accept-Encoding a server may choose (RFC 9110 §12.5.3), but a simple client does not look at Content-Encoding and takes the compressed bytes for the text.`,
    fix: `Switch compression off for hooks, in the backend or in the proxy before it. See what comes without and with the field:
  curl -i -X POST -d '{}' <url>/<method>
  curl -i --compressed -X POST -d '{}' <url>/<method>`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `curl -sI http://backend.example:8080/hooks/callStatus | grep -i content-encoding
Content-Encoding: gzip`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `curl -sI -H 'Accept-Encoding: gzip' http://backend.example:8080/hooks/callStatus | grep -i content-encoding
Content-Encoding: gzip`,
    },
  },
  'http/wrong-length': {
    title: `More bytes than announced`,
    means: `Behind a request or an answer more bytes follow than its Content-Length announces, and they are no further message. Where the announced length is the number of characters of the text and not of its bytes, the finding says so: each character beyond ASCII is two bytes or more in UTF-8. Empty lines behind a body are harmless, and not meant.`,
    matters: `The receiver stops at the announced length. It gets a text without its end, which is no JSON, and takes the rest for the beginning of the next message on the connection.`,
    fix: `Count bytes where the message is made: the length of the encoded text, not of the string. In JavaScript Buffer.byteLength(text), in Python len(text.encode()), in Java text.getBytes(UTF_8).length, in PHP strlen (not mb_strlen). Best leave Content-Length to the library.`,
    bad: {
      caption: `The text has 65 characters and 66 bytes:`,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json
Content-Length: 65

{"sessionId":"s1","callId":"c1","status":"RINGING","name":"Jörg"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'payload/auth-hash': {
    title: `The signature of a hook is absent or wrong`,
    means: `The call server is to sign every hook with a key that it shares with the backend: a field of the header carries a hash of the body, or a token with such a hash, or the query has a checksum. The signature is absent, or does not fit the body and the key given by --hook-secret-file. The hash of the body in a token is compared without the key too. As a note: it cannot be checked, because the capture lacks part of the request, or the body is in a content coding.`,
    matters: `A backend that checks the signature must turn the call away (401 or 403). A wrong one also means that the key is another than thought, or that the body was changed on its way.`,
    fix: `See that the call server signs hooks, and compare its key with the file given here (a line break at its end does not count). If only some hooks fail, or the hash in a token does, look for a proxy that rewrites bodies.`,
    bad: {
      caption: `The key is secret; the hash was made with another one.`,
      form: 'http',
      dialect: 'flashphoner-wcs',
      text: `POST /EchoApp/OnDataEvent HTTP/1.1
Host: backend.example:8080
Content-Type: application/json
Authorization: WCS 00000000000000000000000000000000

{"nodeId":"n1","appKey":"defaultApp","sessionId":"/192.0.2.7:5000/192.0.2.1:8443","operationId":"d1","payload":{}}

HTTP/1.1 200 OK
Content-Type: application/json

{"nodeId":"n1","appKey":"defaultApp","sessionId":"/192.0.2.7:5000/192.0.2.1:8443","operationId":"d1","payload":{}}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: 'flashphoner-wcs',
      text: `POST /EchoApp/OnDataEvent HTTP/1.1
Host: backend.example:8080
Content-Type: application/json
Authorization: WCS d400dc7f33fa8a0583f8f8a4a8541345

{"nodeId":"n1","appKey":"defaultApp","sessionId":"/192.0.2.7:5000/192.0.2.1:8443","operationId":"d1","payload":{}}

HTTP/1.1 200 OK
Content-Type: application/json

{"nodeId":"n1","appKey":"defaultApp","sessionId":"/192.0.2.7:5000/192.0.2.1:8443","operationId":"d1","payload":{}}`,
    },
  },
  'payload/big-integer': {
    title: `Integer too large to be read exactly everywhere`,
    means: `The payload has an integer beyond 2^53 - 1 (9007199254740991), up to which RFC 8259 §6 counts on readers to agree. Times in milliseconds (13 digits) are far below.`,
    matters: `JavaScript, and all readers that keep numbers as doubles, change its last digits without a word: an identifier read so matches nothing any more. JSON.stringify then returns the wrong digits in the answer.`,
    fix: `Read it as a 64-bit or arbitrarily long integer, or as text (for JavaScript: json-bigint or lossless-json). Better: send identifiers as strings.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","ticket":12345678901234567891}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","ticket":12345678901234567891}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","ticket":"12345678901234567891"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","ticket":"12345678901234567891"}`,
    },
  },
  'payload/duplicate-key': {
    title: `Member stands twice in one object`,
    means: `An object of the payload has two members of the same name. RFC 8259 §4 leaves open what that means.
Of a form the first of several members with one name is read, and nothing is told: some systems send a member twice.`,
    matters: `Readers disagree: most take the last value, some the first, some refuse the text. Call server, proxy and backend may each see another value, which is a way around checks as well.`,
    fix: `Find out who adds the second one: the call server (see its log), the client by custom parameters, or a proxy. Let it be written once.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","video":true,"video":false}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","video":true,"video":false}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'payload/missing': {
    title: `Parameter missing that the call cannot do without`,
    means: `A parameter is absent, null or empty without which the call is of no use: the one that tells its call, stream or message from all others, the status of a status event, or the context (server, session, application). Nothing is said where the backend's configuration leaves the parameter out on purpose, where no call of the whole capture carries it (servers of old versions may not send it), or where the capture lacks part of the body.`,
    matters: `The backend cannot tell what the call is about. It can only ignore it or, worse, apply it to the wrong session or call.`,
    fix: `See in the log of the call server whether it sent the parameter. If it did, a proxy on the way rewrites bodies. If it did not, look at what the backend's answers exclude, and at the server's version.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","status":"RINGING"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'payload/not-json': {
    title: `Payload is not a JSON object`,
    means: `The body of a hook is not what the call server sends: for most systems a JSON object. It is empty, is not JSON, is JSON that is no object, or is not UTF-8 text; or JSON came where the system sends a form. Where a member holds a JSON text, as with some systems, and that text is not JSON, the finding names the member. Where it can be told, the finding says what the body is instead: a form, UTF-16, ISO-8859-1, nested deeper than is read. A POST to the path of a hook is a hook all the same. The place where it breaks is counted in characters from the start of the body. A body of which the capture lacks a part is not meant: see capture/cut-frames and capture/lost-packets.`,
    matters: `The backend cannot read the call: it answers 400 or 500, or works on without the data.`,
    fix: `Compare with what the call server says it sent, in its log. If the log is right, something on the way changes bodies: look at proxies and load balancers. If the log is wrong too, report it to the vendor with this capture.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":RINGING}

HTTP/1.1 200 OK
Content-Type: application/json

{}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'payload/type': {
    title: `Parameter of another type than documented`,
    means: `The value of a documented parameter has another JSON type than the table and all traffic seen by us have, for example the string "true" where a boolean is documented. null is accepted where the parameter may as well be absent.`,
    matters: `A backend with typed models may fail to read the whole payload (400 or 500); one without misjudges the value. What that leads to depends on what the parameter is used for, which the finding says: the string "false" is true in most languages, and an id of another type finds no session.`,
    fix: `See the table of the method:
  hookscope hooks <method>
Compare with what the call server says it sent, in its log. Look for a proxy that rewrites JSON, and at what the client passes to the SDK: call servers hand many values on as they are. Accept both types in the backend until it is found.`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","video":"false"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","video":"false"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","video":false}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","video":false}`,
    },
  },
  'payload/undocumented': {
    title: `Parameter not in the table`,
    means: `A payload has a member that neither the vendor's table nor traffic seen by us has for this method. Told once for each method and parameter, with the number of calls. Vendors' tables are rarely complete, so this is no fault.`,
    matters: `Mostly a newer server or a custom application. Sometimes a misspelt parameter, which the backend then does not find.`,
    fix: `Nothing, where the backend ignores members that it does not know; a strict one (such as Jackson with FAIL_ON_UNKNOWN_PROPERTIES) must be told to. Parameters of your own can be declared in a dialect file (--dialect FILE).`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","vidoe":true}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","vidoe":true}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","video":true}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING","video":true}`,
    },
  },
  'payload/value': {
    title: `Value not among the known ones`,
    means: `A parameter has a value that is on none of the vendor's lists. The lists are known to be incomplete, so this need not be wrong.`,
    matters: `A backend that knows only the listed values may ignore the call, or fail on it.`,
    fix: `See the known values:
  hookscope hooks <method>
Let the backend treat values that it does not know as harmless. If the value comes from a newer server, add it to a dialect file of your own (--dialect FILE).`,
    bad: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGGING"}`,
    },
    good: {
      caption: ``,
      form: 'http',
      dialect: null,
      text: `POST /hooks/callStatus HTTP/1.1
Host: backend.example:8080
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}

HTTP/1.1 200 OK
Content-Type: application/json

{"sessionId":"s1","callId":"c1","status":"RINGING"}`,
    },
  },
  'tls/certificate': {
    title: `The backend's certificate has a fault`,
    means: `The certificate that the backend sent has expired, is not valid yet, holds for other names than the one asked for, is self-signed, came without the certificate of its issuer although others came with it, has an RSA key shorter than 2048 bits, or is signed with MD5 or SHA-1. Dates are compared with the time of the connection in the capture. A certificate can be seen up to TLS 1.2, and in TLS 1.3 where the keys are given.
An error where the client did not go on because of it: by its alert, or because it closed the connection at that place. A warning or a note where the client did not object; a self-signed certificate is then nothing to tell, because the client may have it in its trust store.`,
    matters: `A call server that checks certificates sends no hook to such a backend. One that does not check them today may do so after its next update.`,
    fix: `Give the backend a certificate that is valid, names the host of the hook URL in subjectAltName, and comes with those of its issuers up to, but without, the root. A self-signed one must be in the trust store of the call server. See what the backend sends:
  openssl s_client -connect backend.example:443 -servername backend.example -showcerts </dev/null`,
    bad: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.9:443 -> 10.0.0.5:41834  Certificate CN=backend.example, not after 2024-01-01
10.0.0.5:41834 -> 10.0.0.9:443  Alert: fatal, certificate expired`,
    },
    good: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.9:443 -> 10.0.0.5:41834  Certificate CN=backend.example, not after 2044-01-01; Certificate CN=Example Issuer
10.0.0.5:41834 -> 10.0.0.9:443  ClientKeyExchange, ChangeCipherSpec, Finished`,
    },
  },
  'tls/encrypted': {
    title: `Hooks may be inside TLS`,
    means: `Where hooks are expected, connections carry data that are encrypted. The finding says who talks to whom: the name of the server, the version, the cipher suite, the protocol agreed on (ALPN), and how many requests of which size there seem to be and how fast they were answered, judged by the sizes and times of the records alone.`,
    matters: `What is inside is not checked: hooks there may be missing, refused or malformed, and nothing of it is told.`,
    fix: `Have one of the two sides log its keys, capture from the handshake on, and give hookscope both. docs/tls.md says how for each kind of server.
  hookscope FILE --tls-keys KEYLOG`,
    bad: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.5:41834 -> 10.0.0.9:443  Application Data, 252 bytes
10.0.0.9:443 -> 10.0.0.5:41834  Application Data, 295 bytes`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `hookscope log.pcap --tls-keys tls-keys.log`,
    },
  },
  'tls/handshake-failed': {
    title: `The TLS handshake with the backend failed`,
    means: `The call server and the backend began TLS, and one of them ended it before any data were sent. The finding names the side, the alert that it sent and what that alert comes from: a certificate that is not trusted, no common version or cipher suite, a name that the backend does not have, a certificate of the client that it demands. Where there was no alert, it says who closed or reset the connection, and after what. In TLS 1.3 most alerts are encrypted: then the finding says what they mostly mean at that place.
It looks at connections on the REST port, on ports that the dialect knows, and on port 443 of the host that gets hooks; in a capture without hooks and without a given port, on port 443 only where the capture has a single server. As a warning: a later connection carried data, or the client went without an alert, as a probe does too.`,
    matters: `No hook gets through. The call server counts it as a connection that failed.`,
    fix: `The client does not trust the certificate: put that of the issuer into its trust store, and see that the backend sends the whole chain. See what it sends:
  openssl s_client -connect backend.example:443 -servername backend.example -showcerts </dev/null
No common version: have both sides speak TLS 1.2 or later. No common suite: compare what the two allow. A certificate of the client is demanded: give the call server one, or exempt the hook path.`,
    bad: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.5:41834 -> 10.0.0.9:443  ClientHello, server name backend.example
10.0.0.9:443 -> 10.0.0.5:41834  ServerHello, Certificate, ServerHelloDone
10.0.0.5:41834 -> 10.0.0.9:443  Alert: fatal, certificate unknown`,
    },
    good: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.5:41834 -> 10.0.0.9:443  ClientHello, server name backend.example
10.0.0.9:443 -> 10.0.0.5:41834  ServerHello, Certificate, ServerHelloDone
10.0.0.5:41834 -> 10.0.0.9:443  ClientKeyExchange, ChangeCipherSpec, Finished
10.0.0.9:443 -> 10.0.0.5:41834  ChangeCipherSpec, Finished
10.0.0.5:41834 -> 10.0.0.9:443  Application Data`,
    },
  },
  'tls/not-decrypted': {
    title: `A TLS connection was not decrypted although keys were given`,
    means: `Keys were given, and for a connection where hooks are expected they did not help: they have no secret for it, the capture does not hold its handshake, its cipher suite is not read, the secret does not fit to what was sent from some frame on, or the secret came too late while the capture was followed.`,
    matters: `What is inside is not checked.`,
    fix: `Keys are logged only of sessions that begin while the log is on: restart the side that logs them or wait for new connections, and capture from their handshake on. Give the key log of the right side: that of a proxy in front of the backend has the keys of the connections to the proxy. Where the secret does not fit from some frame on, look for lost packets and cut frames there.`,
    bad: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `# The log was begun when the connection was open already.
hookscope log.pcap --tls-keys too-late.log`,
    },
    good: {
      caption: ``,
      form: 'sh',
      dialect: null,
      text: `# Log, then capture, then restart.
hookscope log.pcap --tls-keys tls-keys.log`,
    },
  },
  'tls/wrong-protocol': {
    title: `The backend answered TLS with something else`,
    means: `The call server began TLS, and what came back is no TLS: mostly an HTTP error page in clear, because the hook URL says https and the port speaks plain HTTP. The other way round, plain HTTP to a port that speaks TLS, is told by answer/status, with what the backend said to it.`,
    matters: `No hook gets through: the call server counts it as a connection that failed.`,
    fix: `Write http:// in the hook URL, or the port at which the backend speaks HTTPS.`,
    bad: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.5:41834 -> 10.0.0.9:8080  ClientHello, server name backend.example
10.0.0.9:8080 -> 10.0.0.5:41834  HTTP/1.1 400 Bad Request`,
    },
    good: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.5:41834 -> 10.0.0.9:8443  ClientHello, server name backend.example
10.0.0.9:8443 -> 10.0.0.5:41834  ServerHello`,
    },
  },
  'transport/refused': {
    title: `The backend refused the connection`,
    means: `A SYN to the REST port was answered by RST: nothing listens there, or a firewall turns the connection down. As a note: the call server went on at another address of the same port at once, as with a name that has an IPv6 and an IPv4 address.`,
    matters: `No hook can be delivered while this lasts.`,
    fix: `Start the backend, and see that it listens on the address and port that the call server has for it (ss -ltnp).`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}   200
5.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ANSWERED"}  connection refused
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}   200
5.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ANSWERED"}  200
30.0 s  the capture ends`,
    },
  },
  'transport/reset': {
    title: `The connection was reset during a hook call`,
    means: `After the request and before the end of its answer an RST ended the connection. The finding says in whose name it was sent. Where its TTL differs much from that of the side's other packets, something on the way sent it.`,
    matters: `The call counts as failed. A reset by the call server after some seconds is its timeout; one by the backend is a crash, a closed listener, or a proxy in between.`,
    fix: `If the call server reset: see how long the backend took, and how long the call server is set to wait. If the backend did: look at its log at that moment, and at proxies and firewalls that end idle connections.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  reset by the backend
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
  },
  'transport/retransmissions': {
    title: `Segments of hook traffic were sent again`,
    means: `TCP had to repeat segments on connections to the backend: the path loses packets, or the peer is slow to acknowledge.`,
    matters: `Each repetition delays a hook by 0.2 s or more.`,
    fix: `Look at the network between call server and backend (ethtool -S, ip -s link), and at the load of both.`,
    bad: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `0.000 s  10.0.0.5:41834 -> 10.0.0.9:8080  Seq=1  Len=420
0.204 s  10.0.0.5:41834 -> 10.0.0.9:8080  Seq=1  Len=420
0.205 s  10.0.0.9:8080 -> 10.0.0.5:41834  Ack=421`,
    },
    good: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `0.000 s  10.0.0.5:41834 -> 10.0.0.9:8080  Seq=1  Len=420
0.001 s  10.0.0.9:8080 -> 10.0.0.5:41834  Ack=421`,
    },
  },
  'transport/slow-connect': {
    title: `The connection came about late`,
    means: `The call server had to send its SYN again, once or several times, before the backend answered it.`,
    matters: `Each repetition doubles the wait: 1 s, 3 s, 7 s are lost before the first byte of a hook. A call server that waits for a limited time may give up before the backend has seen anything.`,
    fix: `Look at the backend: a full backlog drops SYNs (ss -ltn shows Recv-Q at Send-Q; nstat TcpExtListenDrops). Then at the way: lost packets, a firewall that limits new connections, a connection table that is full.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200 after 2 repeated SYNs
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}  200
30.0 s  the capture ends`,
    },
  },
  'transport/unanswered': {
    title: `The backend did not answer the connection attempt`,
    means: `SYNs to the REST port got no SYN-ACK: a firewall drops them, or the host is down or not reachable. Where a router or firewall answered with ICMP, the finding names it. As a note: the call server went on at another address of the same port at once.`,
    matters: `The call server waits until its timeout before it gives up: users see long delays, then failures.`,
    fix: `Open the backend's port to the call server in every firewall between them, and check the address that the call server has for the backend.`,
    bad: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}   200
5.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ANSWERED"}  SYN unanswered
30.0 s  the capture ends`,
    },
    good: {
      caption: ``,
      form: 'calls',
      dialect: null,
      text: `0.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"RINGING"}   200
5.0 s   callStatus  {"sessionId":"s1","callId":"c1","status":"ANSWERED"}  200
30.0 s  the capture ends`,
    },
  },
  'transport/zero-window': {
    title: `A receiver could take no more bytes`,
    means: `A segment announced a receive window of zero: the program at that end does not read what it is sent.`,
    matters: `Hooks wait meanwhile. It is a sign of a backend that hangs or is overloaded.`,
    fix: `Look at what the backend does at that time: threads that wait for each other, a database, garbage collection.`,
    bad: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.9:8080 -> 10.0.0.5:41834  ACK  Win=0`,
    },
    good: {
      caption: ``,
      form: 'text',
      dialect: null,
      text: `10.0.0.9:8080 -> 10.0.0.5:41834  ACK  Win=64240`,
    },
  },
};
