/** The table of settings as src/session/README.md has it, made from the one in the source. */
import { settings } from '../../src/session/settings-table.ts';

export function settingsText(): string {
  const rows = Object.entries(settings).map(([name, { web, swi, doc }]) => {
    const key = name.replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
    return `| \`${key}\` | ${shown(web)} | ${shown(swi)} | ${doc} |\n`;
  });
  return `| setting | default | in the profile \`swi\` | |\n|---|---|---|---|\n${rows.join('')}`;
}

function shown(value: unknown): string {
  return value === undefined ? '' : `\`${value}\``;
}
