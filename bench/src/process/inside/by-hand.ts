// The floor under a bridge: one request, a log line and a line of metrics. Nothing is checked, tried again, redacted or
// remembered.
const { writeSync } = process.getBuiltinModule('node:fs');

interface Directive {
  readonly directive: {
    readonly header: { readonly namespace: string; readonly name: string };
    readonly endpoint: { readonly scope: { readonly token: string } };
  };
}

export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Sends a body with its headers to the path that directives go to. */
export type Post = (path: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Answered>;

export function handlerByHand(post: Post): (event: Directive) => Promise<unknown> {
  return async (event) => {
    const { header, endpoint } = event.directive;
    const headers = { authorization: `Bearer ${endpoint.scope.token}`, 'content-type': 'application/json' };
    const { status, text } = await post('/api/alexa/smart_home', headers, JSON.stringify(event));
    const { namespace, name } = header;
    writeSync(1, `${JSON.stringify({ level: 'INFO', message: 'Directive', namespace, name, status })}\n`);
    const metrics = [
      { Namespace: 'bench', Dimensions: [['service']], Metrics: [{ Name: 'Directives', Unit: 'Count' }] },
    ];
    const _aws = { Timestamp: Date.now(), CloudWatchMetrics: metrics };
    writeSync(1, `${JSON.stringify({ _aws, service: 'bench', Directives: 1 })}\n`);
    return JSON.parse(text);
  };
}
