import { isObject, type JsonObject } from '../json.ts';
import { alexaTime, isAlexaTime } from './alexa-time.ts';
import type { Notes } from './notes.ts';
import { among, closed, integer, isUri, type Rule } from './rule.ts';

/** Keeps the members that are named and as they should be. */
export function only(members: Readonly<Record<string, Rule>>): (payload: JsonObject) => JsonObject {
  return (payload) =>
    Object.fromEntries(
      Object.entries(payload).filter(([name, value]) => Object.hasOwn(members, name) && members[name]?.(value)),
    );
}

const isCause = closed({
  type: among(
    'ALEXA_INTERACTION',
    'APP_INTERACTION',
    'INVALID_CREDENTIALS',
    'PERIODIC_POLL',
    'PHYSICAL_INTERACTION',
    'RULE_TRIGGER',
    'SUBSCRIPTION_EXPIRED',
    'VOICE_INTERACTION',
  ),
});

/** When and why a scene was started. Home Assistant writes the time with six decimals. */
export function mendScene({ cause, timestamp }: JsonObject, sampledAt: () => string): JsonObject {
  return {
    cause: isCause(cause) ? cause : { type: 'VOICE_INTERACTION' },
    timestamp: isAlexaTime(timestamp) ? timestamp : alexaTime(timestamp, sampledAt()),
  };
}

const isStream = closed(
  {
    videoCodec: among('H264', 'MPEG2', 'MJPEG', 'JPG'),
    protocol: among('RTSP', 'WEBRTC'),
    authorizationType: among('BASIC', 'DIGEST', 'NONE'),
    uri: isUri,
    resolution: closed({ width: integer(1), height: integer(1) }),
    audioCodec: among('G711', 'AAC', 'NONE'),
  },
  { idleTimeoutSeconds: integer(1), expirationTime: isAlexaTime },
);

/** The streams of a camera that Alexa can play; undefined when there is none, or no picture. */
export function streamsOf({ cameraStreams, imageUri }: JsonObject, notes: Notes): JsonObject | undefined {
  if (!Array.isArray(cameraStreams) || !isUri(imageUri)) return undefined;
  const streams = cameraStreams.map((stream: unknown) =>
    isObject(stream) && typeof stream.expirationTime === 'string'
      ? { ...stream, expirationTime: alexaTime(stream.expirationTime, '') }
      : stream,
  );
  const playable = streams.filter(isStream);
  if (playable.length < streams.length) notes.add('camera streams that Amazon does not know');
  return playable.length === 0 ? undefined : { cameraStreams: playable, imageUri };
}
