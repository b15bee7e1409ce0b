/** Text in HTML: `xml_quote_cdata/3`, `xml_quote_attribute/3`. */

const CDATA: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
const ATTRIBUTE: Readonly<Record<string, string>> = { ...CDATA, '"': '&quot;' };

export function quotedText(text: string): string {
  return text.replace(/[<>&]/g, (char) => CDATA[char]!);
}

export function quotedAttribute(text: string): string {
  return text.replace(/[<>&"]/g, (char) => ATTRIBUTE[char]!);
}
