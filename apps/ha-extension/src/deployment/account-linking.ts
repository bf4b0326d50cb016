/** What is typed into the account linking page of a skill, in the order of the page. */
export interface AccountLinking {
  readonly authorizationUri: string;
  readonly tokenUri: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authenticationScheme: string;
  readonly scope: string;
}

/**
 * Home Assistant takes a client id that is the address at which Alexa gets the answer of the linking, with the slash at its
 * end, and no secret; Alexa wants one all the same.
 * https://www.home-assistant.io/integrations/alexa.smart_home/#account-linking
 */
const CLIENT_IDS: Readonly<Record<string, string>> = {
  'us-east-1': 'https://pitangui.amazon.com/',
  'eu-west-1': 'https://layla.amazon.com/',
  'us-west-2': 'https://alexa.amazon.co.jp/',
};

/** @param region the AWS region of the function, which Amazon gives to the languages of a part of the world */
export function accountLinking(address: string, region: string): AccountLinking {
  return {
    authorizationUri: `${address}/auth/authorize`,
    tokenUri: `${address}/auth/token`,
    clientId: CLIENT_IDS[region] ?? 'https://pitangui.amazon.com/',
    clientSecret: 'anything, for instance: unused',
    authenticationScheme: 'Credentials in request body',
    scope: 'smart_home',
  };
}
