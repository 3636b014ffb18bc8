/** People from a spreadsheet: what would come of it, rows that can't be read to be mended here, then all at once. */

import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BodyCommand } from '../../shared/body/commands.ts';
import { type ImportField, type ImportRow, type ImportTable, planImport, readTable } from '../../shared/body/import.ts';
import { type Member, MOST_IMPORTED } from '../../shared/body/members.ts';
import { notify } from '../app/requests.ts';
import { randomId } from '../live/random-id.ts';
import { deskStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { seatByName, type WantedSeat } from '../office/seats.ts';
import { deskText } from '../text/desk.ts';
import { currentLanguage } from '../text/language.ts';
import { officeText } from '../text/office.ts';
import { dialogHead } from '../ui/dialog-head.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

/** Rows shown of those that are right: the first ones say whether the columns were understood. */
const SAMPLE_ROWS = 5;
/** Taking back is a command for each who was new: of more than so many, nobody waits for it. */
const MOST_TAKEN_BACK = 200;

@customElement('import-people')
export class ImportPeople extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @state() private table: ImportTable | null = null;
  @state() private problem = '';
  @state() private isReading = false;
  @state() private isSending = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input[type=file]') private file!: HTMLInputElement;
  /** Enough ids for those who are new. */
  #ids: string[] = [];

  static override styles = [
    ...deskStyles,
    css`
      dialog {
        width: min(960px, 96vw);
      }
      dialog > * + * {
        margin-block-start: 12px;
      }
      .drop {
        display: grid;
        justify-items: center;
        gap: 8px;
        padding: 24px;
        border: 2px dashed var(--line-strong);
        border-radius: var(--radius-l);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        text-align: start;
        padding: 6px 8px;
        border-block-end: 1px solid var(--line);
      }
      .faulty {
        display: grid;
        gap: 8px;
        padding: 12px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
      }
      .cells {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 8px;
      }
    `,
  ];

  open(): void {
    this.table = null;
    this.problem = '';
    if (!this.dialog.open) this.dialog.showModal();
  }

  async #read(file: File | undefined): Promise<void> {
    if (!file) return;
    const w = deskText();
    this.problem = '';
    this.table = null;
    this.isReading = true;
    try {
      const { cellsOf, MOST_BYTES } = await import('./spreadsheet.ts');
      if (file.size > MOST_BYTES) {
        this.problem = w.tooLargeFile;
        return;
      }
      const table = readTable(await cellsOf(file));
      if (!table) this.problem = w.noNames;
      else if (table.rows.length > MOST_IMPORTED) this.problem = w.tooManyRows(MOST_IMPORTED);
      else {
        this.#ids = table.rows.map(() => `p-${randomId().slice(0, 14)}`);
        this.table = table;
      }
    } catch {
      this.problem = w.unreadable;
    } finally {
      this.isReading = false;
      this.file.value = '';
    }
  }

  get #rows(): ImportRow[] {
    if (!this.table) return [];
    let next = 0;
    return planImport(this.office.state!, this.table, () => this.#ids[next++]!);
  }

  #mend(line: number, column: number, text: string): void {
    const { table } = this;
    if (!table) return;
    const at = line - table.firstLine;
    const cells = [...table.rows[at]!];
    while (cells.length <= column) cells.push('');
    cells[column] = text;
    this.table = { ...table, rows: table.rows.with(at, cells) };
  }

  /** Puts people on the seats that the file names, in the first hall that has a plan. Resolves with what came of it. */
  async #seat(wanted: readonly WantedSeat[]): Promise<string> {
    const o = officeText();
    if (wanted.length === 0) return '';
    const hall = this.office.state!.halls.find(({ plan }) => plan !== null);
    if (!hall?.plan) return o.seatsImported(0, wanted.length);
    const { plan, unknown } = seatByName(hall.plan, wanted);
    const refusal = await this.office.give({ type: 'arrange-hall', hall: hall.id, plan });
    if (refusal && refusal.code !== 'nothing-changed') return refusal[currentLanguage()];
    return o.seatsImported(wanted.length - unknown.length, unknown.length);
  }

  /** As before the import: who was changed is what she was, who was new is removed (and can be had back for 30 days). */
  async #takeBack(imported: readonly Member[], earlier: readonly Member[]): Promise<void> {
    const known = new Map(earlier.map((member) => [member.id, member]));
    const changed = imported.flatMap(({ id }) => known.get(id) ?? []);
    const commands: BodyCommand[] = [
      ...(changed.length > 0 ? [{ type: 'import-members', members: changed } as BodyCommand] : []),
      ...imported
        .filter(({ id }) => !known.has(id))
        .map(({ id }): BodyCommand => ({ type: 'remove-member', person: id })),
    ];
    for (const command of commands) {
      const refusal = await this.office.give(command, false);
      if (refusal) return notify(this, refusal[currentLanguage()], 'bad');
    }
    await this.office.load();
    notify(this, officeText().importTakenBack);
  }

  readonly #import = async () => {
    const w = deskText();
    const rows = this.#rows;
    const members = rows.flatMap(({ member, state: of }) => (member && of !== 'same' ? [member] : []));
    const wanted = rows.flatMap(({ member, seat }) => (member && seat ? [{ person: member.id, seat }] : []));
    if ((members.length === 0 && wanted.length === 0) || this.isSending) return;
    this.isSending = true;
    const earlier = this.office.state!.members;
    const refusal = members.length > 0 ? await this.office.give({ type: 'import-members', members }) : null;
    const seated = refusal ? '' : await this.#seat(wanted);
    this.isSending = false;
    if (refusal) {
      // The table stays: nothing that was mended is lost.
      this.problem = refusal[currentLanguage()];
      return;
    }
    this.dialog.close();
    const said = members.length > 0 ? w.imported(members.length, rows.filter((row) => row.fault).length) : '';
    const undo = { words: this.t.undo, act: () => void this.#takeBack(members, earlier) };
    notify(
      this,
      [said, seated].filter(Boolean).join(' '),
      '',
      members.length > 0 && members.length <= MOST_TAKEN_BACK ? undo : null,
    );
  };

  override render() {
    const w = deskText();
    return html`<dialog aria-labelledby="import-title">
      ${dialogHead('import-title', w.importTitle, () => this.dialog.close())}
      <p class="muted">${w.importHint}</p>
      <div
        class="drop"
        @dragover=${(event: DragEvent) => event.preventDefault()}
        @drop=${(event: DragEvent) => {
          event.preventDefault();
          void this.#read(event.dataTransfer?.files[0]);
        }}
      >
        <button class=${this.table ? '' : 'primary'} @click=${() => this.file.click()}>
          ${icon('plus')} ${w.chooseFile}
        </button>
        <span class="muted small">${w.dropFile}</span>
        <input
          type="file"
          hidden
          accept=".xlsx,.csv,.txt,text/csv"
          @change=${() => void this.#read(this.file.files?.[0])}
        />
      </div>
      ${this.isReading ? html`<p role="status">${w.reading}</p><progress></progress>` : nothing}
      <p class="refused" role="alert" ?hidden=${!this.problem}>${this.problem}</p>
      ${this.table ? this.#preview(this.table) : nothing}
    </dialog>`;
  }

  #preview({ columns, head }: ImportTable) {
    const w = deskText();
    const rows = this.#rows;
    const count = (of: ImportRow['state']) => rows.filter((row) => row.state === of).length;
    const [fresh, changed, same, faulty] = [count('new'), count('changed'), count('same'), count('faulty')];
    const known = columns.flatMap((field, at) => (field ? [{ field, at }] : []));
    const right = rows.filter(({ member }) => member !== null).slice(0, SAMPLE_ROWS);
    const seats = rows.filter(({ member, seat }) => member && seat).length;
    const isNothing = fresh + changed + seats === 0;
    return html`<p role="status"><b>${w.found(fresh, changed, same, faulty)}</b></p>
      <p class="small muted">
        ${w.columns}: ${known.map(({ field, at }) => `${head[at] || '–'} → ${w.fields[field]}`).join(' · ')}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${w.columns}>
        <table>
          <thead>
            <tr>
              ${known.map(({ field }) => html`<th scope="col">${w.fields[field]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${right.map(({ cells }) => html`<tr>${known.map(({ at }) => html`<td>${cells[at] ?? ''}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>
      ${
        faulty > 0
          ? html`<h3>${w.faultyRows} (${faulty})</h3>
              ${repeat(
                rows.filter(({ fault }) => fault !== null),
                ({ line }) => line,
                (row) => this.#faulty(row, known),
              )}`
          : nothing
      }
      <div class="row">
        <button
          class="primary"
          aria-disabled=${isNothing || this.isSending ? 'true' : 'false'}
          @click=${this.#import}
        >
          ${icon('check')} ${isNothing ? w.nothingToImport : w.doImport(fresh + changed)}
        </button>
      </div>`;
  }

  #faulty({ line, cells, fault }: ImportRow, known: { field: ImportField; at: number }[]) {
    const w = deskText();
    return html`<div class="faulty" role="group" aria-label=${w.line(line)}>
      <p><b>${w.line(line)}</b>: <span class="refused">${fault ? w.faults[fault] : ''}</span></p>
      <div class="cells">
        ${known.map(
          ({ field, at }) =>
            html`<label
              >${w.fields[field]}<input
                .value=${cells[at] ?? ''}
                @change=${(event: Event) => this.#mend(line, at, (event.target as HTMLInputElement).value)}
            /></label>`,
        )}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'import-people': ImportPeople;
  }
}
