// The home, in a process of its own: TLS on loopback, answers every directive and every sentence with a fixed message, as
// fast as it can, so that what is measured is the function.
const { createServer } = process.getBuiltinModule('node:https');
const { CERT = '', KEY = '' } = process.env;

const answers: Readonly<Record<string, (asked: unknown) => object>> = {
  '/api/alexa/smart_home': (asked) => answerTo(asked as Directive),
  '/api/conversation/process': () => spoken,
};

// Whoever measures may be stopped before it can stop this.
process.on('disconnect', () => process.exit());

const server = createServer({ cert: CERT, key: KEY, keepAlive: true }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = request.method === 'POST' ? answers[request.url ?? ''] : undefined;
    const asked: unknown = JSON.parse(Buffer.concat(chunks).toString() || 'null');
    const body = JSON.stringify(answer?.(asked) ?? { message: 'not found' });
    response.writeHead(answer === undefined ? 404 : 200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
// Between two measurements nobody asks; a connection that is kept must not end meanwhile.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.send?.(address?.port);
});

/** What the home says, as its conversation API does. */
const spoken = {
  response: {
    speech: { plain: { speech: 'Turned on the light.', extra_data: null } },
    card: {},
    language: 'en-US',
    response_type: 'action_done',
    data: { targets: [], success: [{ name: 'Kitchen', type: 'entity', id: 'light.kitchen' }], failed: [] },
  },
  conversation_id: '01KB1NPKVX7WFQ6QZ9S2A4E8DM',
  continue_conversation: false,
};

interface Directive {
  readonly directive: { readonly header: { readonly correlationToken: string }; readonly endpoint: object };
}

function answerTo({ directive: { header, endpoint } }: Directive): object {
  const timeOfSample = '2026-11-25T12:00:00Z';
  const property = (namespace: string, name: string, value: unknown) => ({
    namespace,
    name,
    value,
    timeOfSample,
    uncertaintyInMilliseconds: 0,
  });
  return {
    event: {
      header: {
        namespace: 'Alexa',
        name: 'Response',
        messageId: '5f8a426e-01e4-4cc9-8b79-65f8bd0fd8a4',
        payloadVersion: '3',
        correlationToken: header.correlationToken,
      },
      endpoint,
      payload: {},
    },
    context: {
      properties: [
        property('Alexa.PowerController', 'powerState', 'ON'),
        property('Alexa.BrightnessController', 'brightness', 40),
        property('Alexa.EndpointHealth', 'connectivity', { value: 'OK' }),
      ],
    },
  };
}
