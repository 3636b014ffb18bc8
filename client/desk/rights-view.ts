/** Who may do what: the server's own tables, as a page. Who has which part is said above. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { bodyCommands } from '../../shared/body/commands.ts';
import { commands } from '../../shared/meeting/commands.ts';
import { personRoles, type Role } from '../../shared/people/roles.ts';
import { fold } from '../../shared/vietnamese.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { askPerson, notify } from '../app/requests.ts';
import { request } from '../live/login.ts';
import { sayRefusal } from '../office/asking.ts';
import { deskStyles, tableStyles } from '../office/desk-styles.ts';
import type { Office } from '../office/office.ts';
import { deskText } from '../text/desk.ts';
import { officeText } from '../text/office.ts';
import { rightsText } from '../text/rights.ts';
import { icon } from '../ui/icons.ts';
import { LocalizedElement } from '../ui/localized-element.ts';

type Row = readonly [words: string, by: readonly Role[]];

/** The rows of a table: every act that has words, and who may do it. */
const rowsOf = (words: Readonly<Record<string, string>>, table: object): Row[] =>
  Object.entries(words).map(([name, said]) => [said, (table as Record<string, { by: readonly Role[] }>)[name]!.by]);

@customElement('rights-view')
export class RightsView extends LocalizedElement {
  @property({ attribute: false }) office!: Office;
  @property({ attribute: false }) version = 0;
  @state() private sought = '';

  static override styles = [
    ...deskStyles,
    tableStyles,
    css`
      td {
        text-align: center;
      }
      thead th:not(:first-child) {
        text-align: center;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--surface);
      }
      td .icon {
        color: var(--good);
      }
    `,
  ];

  readonly #removeSample = async () => {
    const o = officeText();
    const isSure = await askPerson(this, { words: o.removeSampleQuestion, confirm: o.removeSample });
    if (isSure === null) return;
    const response = await request(`/api/bodies/${this.office.body}/sample`, 'DELETE');
    if (!response.ok) return sayRefusal(this, (await response.json()) as Refusal);
    notify(this, o.sampleRemoved);
    location.assign('/');
  };

  override render() {
    const o = officeText();
    const r = rightsText();
    return html`<p class="muted">${o.rightsHint}</p>
      <input
        type="search"
        aria-label=${this.t.search}
        placeholder=${this.t.search}
        .value=${this.sought}
        @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
      />
      ${this.#table(o.rightsInMeeting, rowsOf(r.meeting, commands))} ${this.#table(o.rightsInBody, rowsOf(r.body, bodyCommands))}
      ${
        this.office.isSample
          ? html`<section class="panel">
              <p>${o.sampleBody}</p>
              <p><button @click=${this.#removeSample}>${icon('trash')} ${o.removeSample}</button></p>
            </section>`
          : nothing
      }`;
  }

  #table(title: string, rows: readonly Row[]) {
    const o = officeText();
    const w = deskText();
    const { members } = this.office.state!;
    const words = fold(this.sought).trim();
    const shown = rows.filter(([said]) => fold(said).includes(words));
    const count = (role: Role) =>
      members.filter(({ roles, until }) => until === null && (roles as readonly Role[]).includes(role)).length;
    if (shown.length === 0) return nothing;
    return html`<h2>${title}</h2>
      <div class="scroll" tabindex="0" role="region" aria-label=${title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${o.act}</th>
              ${personRoles.map(
                (role) =>
                  html`<th scope="col">${o.whoHas(w.personRoles[role].replace(/ \(.*\)/, ''), count(role))}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              ([said, by]) =>
                html`<tr>
                  <th scope="row">${said}</th>
                  ${personRoles.map(
                    (role) =>
                      html`<td>
                        ${
                          by.includes(role)
                            ? html`${icon('check')}<span class="visually-hidden">${o.may}</span>`
                            : html`<span class="visually-hidden">${o.mayNot}</span>`
                        }
                      </td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rights-view': RightsView;
  }
}
