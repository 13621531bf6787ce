/** The inbox: what is in it, and that no mail can do anything to the page. */
import {HtmlValidate} from 'html-validate';
import {parse, type DefaultTreeAdapterMap} from 'parse5';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {mail, open, receiver, type Opened} from './support.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

let postmark: Opened;
let app: Awaited<ReturnType<typeof receiver>>;
beforeAll(async () => {
  app = await receiver();
  postmark = await open({appUrl: app.url});
});
beforeEach(() => postmark.control('DELETE', 'messages?forget'));
afterAll(async () => {
  await postmark.close();
  await app.close();
});

async function page(path: string): Promise<{status: number; text: string; policy: string}> {
  const response = await fetch(postmark.url + path);
  return {
    status: response.status,
    text: await response.text(),
    policy: response.headers.get('Content-Security-Policy') ?? '',
  };
}
/** Every element of a name. */
function elements(text: string, name: string): Element[] {
  const found: Element[] = [];
  const walk = (node: Node): void => {
    if ('tagName' in node && node.tagName === name) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(text));
  return found;
}
const attribute = (element: Element | undefined, name: string) =>
  element?.attrs.find((one) => one.name === name)?.value;
const nasty = `"><script>alert(1)</script>'&`;
const send = (more = {}) => postmark.client().sendEmail(mail(more));

describe('the list', () => {
  it('says that it is empty', async () => {
    expect((await page('/inbox')).text).toContain('No mail yet.');
  });

  it('shows the newest first, with recipient, subject and time', async () => {
    await send({Subject: 'first'});
    const {MessageID} = await send({Subject: 'second', To: 'b@warehouse.example'});
    const {text} = await page('/inbox');
    expect(text.indexOf('second')).toBeLessThan(text.indexOf('first'));
    expect(text).toContain('b@warehouse.example');
    expect(elements(text, 'time')).toHaveLength(2);
    expect(elements(text, 'a').map((link) => attribute(link, 'href'))).toContain(`/inbox/${MessageID}`);
    expect((await page('/inbox/list')).text).toContain('second');
  });

  it('counts, and shows the newest 200', async () => {
    await send();
    expect((await page('/inbox')).text).toContain('>1 message<');
    await postmark.client().sendEmailBatch(Array.from({length: 200}, (_, i) => mail({Subject: `number ${i}`})));
    const {text} = await page('/inbox');
    expect(text).toContain('>The newest 200 of 201 messages<');
    expect(elements(text, 'li')).toHaveLength(200);
  });

  it('escapes what the mail holds', async () => {
    await send({Subject: nasty, To: '"<img src=x>" <b@warehouse.example>'});
    const {text} = await page('/inbox');
    expect(elements(text, 'script')).toHaveLength(1);
    expect(elements(text, 'img')).toHaveLength(0);
    expect(text).toContain('&lt;script&gt;');
  });
});

describe('a message', () => {
  it('shows its HTML in a frame that can run nothing', async () => {
    const HtmlBody =
      '<!doctype html><html><head><title>x</title></head><body><p title="&quot;">a & b</p><script>alert(1)</script></body></html>';
    const {MessageID} = await send({HtmlBody, Subject: nasty, Metadata: {message: nasty.slice(0, 40)}});
    const {text, policy} = await page(`/inbox/${MessageID}`);
    const [frame] = elements(text, 'iframe');
    expect(attribute(frame, 'sandbox')).toBe('allow-popups allow-popups-to-escape-sandbox');
    expect(attribute(frame, 'srcdoc')).toBe(HtmlBody.replace('<head>', '<head><base target="_blank">'));
    expect(elements(text, 'script')).toHaveLength(0);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
  });

  it('shows its plain text as it is', async () => {
    const TextBody = `\n  two spaces\n<b>${nasty}</b>`;
    const {MessageID} = await send({TextBody, HtmlBody: '<p>x</p>'});
    const {text} = await page(`/inbox/${MessageID}?view=text`);
    expect(elements(text, 'b')).toHaveLength(0);
    const [pre] = elements(text, 'pre');
    const first = pre?.childNodes[0];
    expect(first && 'value' in first ? first.value : '').toBe(TextBody);
  });

  it('shows its headers and metadata', async () => {
    const Headers = [{Name: 'Message-ID', Value: '<k@app.example>'}];
    const {MessageID} = await send({Headers, Metadata: {message: 'the-key'}, Tag: 'order'});
    const {text} = await page(`/inbox/${MessageID}?view=headers`);
    expect(text).toContain('&lt;k@app.example&gt;');
    expect(text).toContain('the-key');
    expect(text).toContain(MessageID);
    expect(elements(text, 'a').filter((link) => attribute(link, 'aria-current') === 'page')).toHaveLength(1);
  });

  it('that does not exist is said to be missing', async () => {
    expect(await page('/inbox/nothing')).toMatchObject({status: 404, text: expect.stringContaining('no such message')});
  });

  it('lets a reader tell the app of a delivery', async () => {
    const {MessageID} = await send();
    const response = await fetch(`${postmark.url}/inbox/${MessageID}/events`, {
      method: 'POST',
      body: new URLSearchParams({type: 'Delivery'}),
      redirect: 'manual',
    });
    expect(response.status).toBe(303);
    expect(app.calls.map(({body}) => body)).toContainEqual(
      expect.objectContaining({RecordType: 'Delivery', MessageID}),
    );
    expect((await page('/inbox')).text).toContain('Delivered');
  });
});

it('is valid HTML', async () => {
  const {MessageID} = await send({HtmlBody: '<p>x</p>', Subject: nasty, TrackOpens: true});
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    // Formatting, and what needs a server to know.
    rules: {'no-trailing-whitespace': 'off', 'no-inline-style': 'off', 'require-sri': 'off', 'void-style': 'off'},
  });
  for (const path of [
    '/inbox',
    `/inbox/${MessageID}`,
    `/inbox/${MessageID}?view=text`,
    `/inbox/${MessageID}?view=headers`,
  ]) {
    const report = await validator.validateString((await page(path)).text);
    expect(
      report.results.flatMap(({messages}) =>
        messages.map(({ruleId, message, line}) => ({path, ruleId, message, line})),
      ),
    ).toEqual([]);
  }
});
