/** The pages of the voters' site: which there are, what each is made of, and when it has to be made anew. */
import { readFile } from 'node:fs/promises';
import { Eta } from 'eta';
import type { BodyState } from '../../shared/body/state.ts';
import { fold, percent, searchWords, slug } from '../../shared/vietnamese.ts';
import { pictureType } from '../bodies/picture-type.ts';
import type { DocumentReader } from '../documents/document-reader.ts';
import type { FollowedBody, FollowedMeeting, Follower } from './follower.ts';
import {
  documentsOf,
  isPublished,
  resolutionsOf,
  type SiteBody,
  type SiteDocument,
  type SiteMeeting,
  type SiteMeetingEntry,
  siteBody,
  siteMeeting,
} from './model.ts';
import { templates } from './templates.ts';
import { type SiteLanguage, type SiteWords, words } from './words.ts';

export interface SiteOptions {
  follower: Follower;
  store: DocumentReader;
  /** Where the site stands, for canonical addresses and feeds: `https://hdnd.example/ky-hop`; empty where nobody has said. */
  address: string;
  /** A folder of files answers no questions and tells nothing by itself: no search, nothing live. */
  isStatic: boolean;
  warn: (message: string, error?: unknown) => void;
}

/** What an address answers with: a text, or a file of the data folder. */
export type Content = { type: string; text: string } | { type: string; file: string };
export interface Resolved {
  status: 200 | 404;
  /** The same stamp is the same content. Null: made anew each time. */
  stamp: string | null;
  make: () => Promise<Content>;
}

const HTML = 'text/html; charset=utf-8';
const XML = 'application/xml; charset=utf-8';
const FEED_MEETINGS = 20;
const MOST_HITS = 60;
const EXCERPT = 160;
const LONGEST_QUERY = 200;
/** Addresses below a body that are no meeting's. */
const RESOLUTIONS = 'nghi-quyet';
const SEARCH = 'tim-kiem';
const INDEX = 'tim-kiem.json';
/** Characters of a page that a folder's search looks through. */
const INDEXED = 6000;

const eta = new Eta({ autoEscape: true, autoTrim: false });
for (const [name, template] of Object.entries(templates)) eta.loadTemplate(`@${name}`, template);
const render = (name: keyof typeof templates, data: object): string => eta.render(`@${name}`, data);

/** JSON inside a page's script element: no text in it can end the element. */
const inScript = (data: object): string => JSON.stringify(data).replaceAll('<', '\\u003c');

export const prefixOf = (language: SiteLanguage): string => (language === 'en' ? 'en/' : '');
export const languageOf = (path: string): SiteLanguage => (path === 'en' || path.startsWith('en/') ? 'en' : 'vi');
/** The way from a page to the site's root. */
export const upFrom = (path: string): string => '../'.repeat(path.split('/').length - 1) || './';

interface Place {
  path: string;
  language: SiteLanguage;
}

export class Site {
  readonly #options: SiteOptions;
  readonly #folded = new Map<string, string[]>();

  constructor(options: SiteOptions) {
    this.#options = options;
  }

  /**
   * What stands at an address.
   * @param path without its leading `/`
   * @param query what was asked for
   */
  async resolve(path: string, query = ''): Promise<Resolved> {
    const language = languageOf(path);
    const at: Place = { path, language };
    const [body, meeting, third, file, ...more] = path.slice(prefixOf(language).length).split('/');
    if (more.length === 0) {
      if (body === '' && meeting === undefined) return this.#home(at);
      if (path === 'sitemap.xml') return { status: 200, stamp: null, make: () => this.#sitemap() };
      if (path === 'robots.txt') return this.#robots();
      const found = await this.#published(body!);
      if (found && meeting !== undefined) {
        const inBody = await this.#inBody(at, found, [meeting, third, file], query);
        if (inBody) return inBody;
      }
    }
    return this.#nothingThere(at);
  }

  async #inBody(
    at: Place,
    body: FollowedBody,
    [second, third, file]: (string | undefined)[],
    query: string,
  ): Promise<Resolved | null> {
    const stamp = `${body.version}`;
    if (third === undefined) {
      if (second === '') return { status: 200, stamp, make: async () => this.#bodyPage(at, siteBody(body.state)) };
      if (second === INDEX && this.#options.isStatic)
        return { status: 200, stamp: null, make: () => this.#searchIndex(at, body) };
      if (second === 'tin.atom') return { status: 200, stamp: null, make: () => this.#feed(at, body) };
      if (second === SEARCH && !this.#options.isStatic)
        return { status: 200, stamp: null, make: () => this.#searchPage(at, body, query.slice(0, LONGEST_QUERY)) };
      return /^bieu-trung\b/.test(second!) ? this.#emblem(body) : null;
    }
    if (file === undefined && third === '' && second === RESOLUTIONS)
      return { status: 200, stamp: null, make: () => this.#resolutionsPage(at, body) };
    if (file === undefined && third === '' && second === SEARCH && this.#options.isStatic)
      return { status: 200, stamp, make: async () => this.#folderSearch(at, body) };
    const followed = await this.#options.follower.meeting(body.state.id, second!);
    const meeting = followed && siteMeeting(body.state, followed.state);
    if (!followed || !meeting) return null;
    const both = `${stamp}.${followed.version}`;
    if (file === undefined)
      return third === '' ? { status: 200, stamp: both, make: async () => this.#meetingPage(at, meeting) } : null;
    const document = documentsOf(meeting).find(({ id }) => id === third);
    if (!document) return null;
    const { store } = this.#options;
    if (file === '') {
      // Examined on a later day, or on another machine: then there are images to show.
      const sizes = await store.sizes(document.hash);
      const make = () => this.#documentPage(at, meeting, document, sizes ?? []);
      return { status: 200, stamp: `${both}.${sizes?.length ?? 0}`, make };
    }
    if (file === fileNameOf(document))
      return fileAt({ type: 'application/pdf', file: store.pathOf(document.hash) }, document.hash);
    const image = /^([1-9]\d{0,4})\.webp$/.exec(file)?.[1];
    if (!image || Number(image) > document.pages) return null;
    return fileAt({ type: 'image/webp', file: store.imageOf(document.hash, `${image}.webp`) }, document.hash);
  }

  /** A body that voters may read; null where there is none of that id. */
  async #published(id: string): Promise<FollowedBody | null> {
    const body = await this.#options.follower.body(id);
    return body && isPublished(body.state) ? body : null;
  }
  async #allPublished(): Promise<FollowedBody[]> {
    const all = await this.#options.follower.bodies(this.#options.warn);
    return all.filter(({ state }) => isPublished(state));
  }

  /** What stands around every page. */
  #page(at: Place, title: string, more: PageMore): Content {
    const { language, path } = at;
    const { address } = this.#options;
    const w = words[language];
    const plain = path.slice(prefixOf(language).length);
    const otherPath = language === 'en' ? plain : `en/${plain}`;
    const other = language === 'en' ? 'vi' : 'en';
    const of = (one: SiteLanguage) => `${address}/${prefixOf(one)}${plain}`;
    const text = render('page', {
      w,
      language,
      other,
      otherPath: more.isNowhere ? prefixOf(other) : otherPath,
      up: more.isNowhere ? '/' : upFrom(path),
      title: title === more.name ? title : `${title} · ${more.name ?? w.site}`,
      description: more.description ?? title,
      canonical: address && !more.isNowhere ? of(language) : '',
      alternates: { vi: of('vi'), en: of('en') },
      name: more.name ?? w.site,
      colour: more.look?.colour ?? 'blue',
      emblem: more.look?.emblem && more.id ? `${more.id}/bieu-trung` : '',
      homePath: more.homePath ?? prefixOf(language),
      feed: more.feed ?? '',
      about: more.about ? inScript(more.about) : '',
      script: this.#scriptOf(more),
      body: more.body,
    });
    return { type: HTML, text };
  }

  #scriptOf({ isLive, searches }: PageMore): string {
    if (searches) return 'search.js';
    return isLive && !this.#options.isStatic ? 'site.js' : '';
  }

  async #resolutionsPage(at: Place, body: FollowedBody): Promise<Content> {
    const w = words[at.language];
    const site = siteBody(body.state);
    const bodyPath = `${prefixOf(at.language)}${site.id}/`;
    const found = (await this.#meetingsOf(body.state)).flatMap(({ meeting }) =>
      resolutionsOf(meeting).map((document) => ({ meeting, document })),
    );
    const resolutions = found
      .toSorted((a, b) => b.document.date.localeCompare(a.document.date))
      .map(({ meeting, document: { id, title, symbol, date } }) => ({
        title,
        about: [symbol, date.split('-').reverse().join('/')].filter(Boolean).join(' · '),
        path: `${bodyPath}${meeting.id}/${id}/`,
        meeting: headingOf(meeting, w),
        meetingPath: `${bodyPath}${meeting.id}/`,
      }));
    const text = render('resolutions', { w, up: upFrom(at.path), name: site.name, bodyPath, resolutions });
    return this.#page(at, w.resolutions, { ...aboutBody(at, site), body: text });
  }

  #folderSearch(at: Place, body: FollowedBody): Content {
    const w = words[at.language];
    const site = siteBody(body.state);
    const indexPath = `${prefixOf(at.language)}${site.id}/${INDEX}`;
    const text = render('searchInFolder', { w, up: upFrom(at.path), indexPath, none: w.found(0) });
    return this.#page(at, w.search, { ...aboutBody(at, site), body: text, searches: true });
  }

  /** What a folder's search looks through: of each meeting, question, document and page its words without accents. */
  async #searchIndex(at: Place, body: FollowedBody): Promise<Content> {
    const w = words[at.language];
    const index: { title: string; path: string; words: string }[] = [];
    for (const { meeting } of await this.#meetingsOf(body.state)) {
      const path = `${meeting.id}/`;
      const heading = headingOf(meeting, w);
      index.push({
        title: heading,
        path,
        words: fold([heading, ...meeting.items.map(({ title }) => title)].join(' ')),
      });
      for (const { id, subject, text, words: said } of meeting.questions)
        index.push({
          title: subject,
          path: `${path}#${id}`,
          words: fold([subject, text, ...said.map((one) => one.text)].join(' ')).slice(0, INDEXED),
        });
      for (const document of documentsOf(meeting)) {
        const { title, symbol, issuer, signer, id } = document;
        index.push({ title, path: `${path}${id}/`, words: fold([title, symbol, issuer, signer].join(' ')) });
        const pages = await this.#foldedPages(document.hash);
        for (const [page, text] of pages.entries())
          index.push({
            title: `${title} (${w.foundPage(page + 1)})`,
            path: `${path}${id}/#p${page + 1}`,
            words: text.replace(/\s+/g, ' ').slice(0, INDEXED),
          });
      }
    }
    return { type: 'application/json; charset=utf-8', text: JSON.stringify(index) };
  }

  async #home(at: Place): Promise<Resolved> {
    const bodies = await this.#allPublished();
    const w = words[at.language];
    const make = async () => {
      const listed = bodies
        .map(({ state }) => siteBody(state))
        .map(({ id, name, on }) => ({ name, path: `${prefixOf(at.language)}${id}/`, isOn: on.length > 0 }));
      const body = render('home', { w, up: upFrom(at.path), bodies: listed });
      return this.#page(at, w.bodies, { body, description: w.bodiesIntro });
    };
    return { status: 200, stamp: bodies.map(({ state, version }) => `${state.id}.${version}`).join(), make };
  }

  #entry(at: Place, body: Pick<SiteBody, 'id' | 'timeZone'>, meeting: SiteMeetingEntry): object {
    return {
      ...whenOf(meeting, body.timeZone, at.language),
      title: headingOf(meeting, words[at.language]),
      session: meeting.session,
      isCancelled: meeting.isCancelled,
      path: `${prefixOf(at.language)}${body.id}/${meeting.id}/`,
    };
  }

  #bodyPage(at: Place, body: SiteBody): Content {
    const w = words[at.language];
    const feed = `${prefixOf(at.language)}${body.id}/tin.atom`;
    const groups = (['on', 'next', 'past'] as const).map((when) => ({
      words: w[when],
      meetings: body[when].map((meeting) => this.#entry(at, body, meeting)),
    }));
    const text = render('body', {
      w,
      up: upFrom(at.path),
      name: body.name,
      groups,
      isEmpty: groups.every(({ meetings }) => meetings.length === 0),
      feed,
      query: '',
      searchPath: this.#options.isStatic ? '' : `${prefixOf(at.language)}${body.id}/${SEARCH}`,
      folderSearchPath: `${prefixOf(at.language)}${body.id}/${SEARCH}/`,
      resolutionsPath: `${prefixOf(at.language)}${body.id}/${RESOLUTIONS}/`,
    });
    const about = {
      '@context': 'https://schema.org',
      '@type': 'GovernmentOrganization',
      name: body.name,
      ...(this.#options.address ? { url: `${this.#options.address}/${body.id}/` } : {}),
    };
    return this.#page(at, body.name, { ...aboutBody(at, body), body: text, feed, about });
  }

  #meetingData(at: Place, meeting: SiteMeeting): object {
    const w = words[at.language];
    const path = `${prefixOf(at.language)}${meeting.body.id}/${meeting.id}/`;
    const listed = (documents: SiteDocument[]) =>
      documents.map(({ id, title, kind, symbol, pages }) => ({
        title,
        path: `${path}${id}/`,
        about: [w.documentKind[kind], symbol, w.pages(pages)].filter(Boolean).join(' · '),
      }));
    return {
      w,
      percent,
      up: upFrom(at.path),
      meeting,
      name: meeting.body.name,
      heading: headingOf(meeting, w),
      bodyPath: `${prefixOf(at.language)}${meeting.body.id}/`,
      livePath: meeting.now && !this.#options.isStatic ? `${upFrom(path)}live/${path}` : '',
      ...whenOf(meeting, meeting.body.timeZone, at.language),
      items: meeting.items.map((item) => ({ ...item, documents: listed(item.documents) })),
      documents: listed(meeting.documents),
      votes: meeting.votes.map((vote) => ({
        ...vote,
        resolution: vote.resolution && { ...vote.resolution, path: `${path}${vote.resolution.id}/` },
      })),
      questions: meeting.questions,
      now: this.#options.isStatic ? null : meeting.now,
    };
  }

  /** What is told while a meeting is on, as HTML; `results` changes seldom. */
  liveParts(language: SiteLanguage, meeting: SiteMeeting): { now: string; results: string } {
    const data = this.#meetingData(
      { path: `${prefixOf(language)}${meeting.body.id}/${meeting.id}/`, language },
      meeting,
    );
    return { now: render('live', data), results: render('results', data) };
  }
  /** A meeting that voters may follow, as it stands now; null where there is none. */
  async meeting(body: string, id: string): Promise<SiteMeeting | null> {
    const found = await this.#published(body);
    const followed = found && (await this.#options.follower.meeting(body, id));
    return found && followed ? siteMeeting(found.state, followed.state) : null;
  }

  #meetingPage(at: Place, meeting: SiteMeeting): Content {
    const w = words[at.language];
    const { address } = this.#options;
    const title = headingOf(meeting, w);
    const when = whenOf(meeting, meeting.body.timeZone, at.language);
    const about = {
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: title,
      eventStatus: `https://schema.org/${meeting.isCancelled ? 'EventCancelled' : 'EventScheduled'}`,
      ...(when.iso ? { startDate: when.iso } : {}),
      ...(meeting.ends === null ? {} : { endDate: new Date(meeting.ends).toISOString() }),
      ...(meeting.hall ? { location: { '@type': 'Place', name: meeting.hall } } : {}),
      organizer: { '@type': 'GovernmentOrganization', name: meeting.body.name },
      ...(address ? { url: `${address}/${meeting.body.id}/${meeting.id}/` } : {}),
    };
    const description = [title, meeting.body.name, when.when].filter(Boolean).join(', ');
    const body = render('meeting', this.#meetingData(at, meeting));
    return this.#page(at, title, {
      ...aboutBody(at, meeting.body),
      body,
      about,
      description,
      isLive: meeting.now !== null,
    });
  }

  /** @param sizes of its pages, points; empty where it has not been examined: then there are no images */
  async #documentPage(
    at: Place,
    meeting: SiteMeeting,
    document: SiteDocument,
    sizes: readonly (readonly [number, number])[],
  ): Promise<Content> {
    const w = words[at.language];
    const { store } = this.#options;
    const text = await store.text(document.hash);
    const meetingPath = `${prefixOf(at.language)}${meeting.body.id}/${meeting.id}/`;
    const pages = Array.from({ length: document.pages }, (_, index) => ({
      number: index + 1,
      image: sizes.length > 0 ? `${meeting.body.id}/${meeting.id}/${document.id}/${index + 1}.webp` : '',
      width: Math.round(sizes[index]?.[0] ?? 0),
      height: Math.round(sizes[index]?.[1] ?? 0),
      text: text?.[index] ?? '',
    }));
    const body = render('document', {
      w,
      up: upFrom(at.path),
      name: meeting.body.name,
      bodyPath: `${prefixOf(at.language)}${meeting.body.id}/`,
      meetingPath,
      meetingTitle: headingOf(meeting, w),
      document,
      date: document.date.split('-').reverse().join('/'),
      filePath: `${meeting.body.id}/${meeting.id}/${document.id}/${fileNameOf(document)}`,
      size: megabytes(document.bytes, at.language),
      pages,
    });
    const description = [w.documentKind[document.kind], document.symbol, document.title].filter(Boolean).join(' ');
    return this.#page(at, document.title, { ...aboutBody(at, meeting.body), body, description });
  }

  async #emblem(body: FollowedBody): Promise<Resolved | null> {
    const { id, profile } = body.state;
    const hash = profile.look.emblem;
    if (!hash) return null;
    const file = this.#options.follower.pictureAt(id, hash);
    const make = async (): Promise<Content> => {
      const content = await readFile(file).catch(() => null); // a copy of the journals alone has none
      return { type: (content && pictureType(content)) ?? 'application/octet-stream', file };
    };
    return { status: 200, stamp: hash, make };
  }

  /** The meetings of a body that can be read, the latest first. */
  async #meetingsOf(
    state: BodyState,
    most = Number.POSITIVE_INFINITY,
  ): Promise<{ meeting: SiteMeeting; log: FollowedMeeting }[]> {
    const { on, next, past } = siteBody(state);
    const found = [];
    for (const { id } of [...on, ...next, ...past].slice(0, most)) {
      try {
        const log = await this.#options.follower.meeting(state.id, id);
        const meeting = log && siteMeeting(state, log.state);
        if (meeting) found.push({ meeting, log });
      } catch (error) {
        this.#options.warn(`The log of ${state.id}/${id} can't be read.`, error);
      }
    }
    return found;
  }

  async #feed(at: Place, body: FollowedBody): Promise<Content> {
    const w = words[at.language];
    const { id, name, timeZone } = siteBody(body.state);
    const base = this.#options.address || '.';
    const path = `${prefixOf(at.language)}${id}/`;
    const entries = (await this.#meetingsOf(body.state, FEED_MEETINGS)).map(({ meeting, log }) => ({
      title: headingOf(meeting, w),
      id: `urn:nghi-truong:${id}:${meeting.id}`,
      updated: new Date(lastPublic(log, meeting)).toISOString(),
      address: this.#options.address ? `${base}/${path}${meeting.id}/` : `${meeting.id}/`,
      summary: [
        whenOf(meeting, timeZone, at.language).when || w.notPlanned,
        meeting.isCancelled ? w.cancelled : w.phase[meeting.phase],
        ...meeting.votes.map(({ title, result }) =>
          result?.form === 'choices' ? `${title}: ${result.passed ? w.passed : w.failed}` : title,
        ),
      ].join(' · '),
    }));
    const updated =
      entries
        .map((entry) => entry.updated)
        .sort()
        .at(-1) ?? new Date(0).toISOString();
    const text = render('feed', {
      language: at.language,
      name,
      id: `urn:nghi-truong:${id}:${at.language}`,
      updated,
      self: this.#options.address ? `${base}/${path}tin.atom` : 'tin.atom',
      address: this.#options.address ? `${base}/${path}` : './',
      entries,
    });
    return { type: 'application/atom+xml; charset=utf-8', text };
  }

  /** The folded text of a document's pages; kept, since a file never changes. */
  async #foldedPages(hash: string): Promise<string[]> {
    const known = this.#folded.get(hash);
    if (known) return known;
    const text = await this.#options.store.text(hash);
    const folded = (text ?? []).map(fold);
    if (text) this.#folded.set(hash, folded);
    return folded;
  }

  async #searchPage(at: Place, body: FollowedBody, query: string): Promise<Content> {
    const w = words[at.language];
    const wanted = searchWords(query);
    const hits: { title: string; path: string; page: number; excerpt: string }[] = [];
    const fits = (text: string) => {
      const folded = fold(text);
      return wanted.every((word) => folded.includes(word));
    };
    const site = siteBody(body.state);
    const meetings = wanted.length > 0 ? await this.#meetingsOf(body.state) : [];
    for (const { meeting } of meetings) {
      const path = `${prefixOf(at.language)}${site.id}/${meeting.id}/`;
      const heading = headingOf(meeting, w);
      const item = meeting.items.find(({ title }) => fits(title));
      if (fits(heading) || item) hits.push({ title: heading, path, page: 0, excerpt: item?.title ?? '' });
      for (const { id, subject, text, words: said } of meeting.questions)
        if (fits([subject, text, ...said.map((one) => one.text)].join(' ')))
          hits.push({ title: subject, path: `${path}#${id}`, page: 0, excerpt: heading });
      for (const document of documentsOf(meeting)) {
        const { title, symbol, issuer, signer } = document;
        if (fits([title, symbol, issuer, signer].join(' '))) {
          hits.push({ title, path: `${path}${document.id}/`, page: 0, excerpt: symbol });
          continue;
        }
        const page = (await this.#foldedPages(document.hash)).findIndex((text) =>
          wanted.every((word) => text.includes(word)),
        );
        if (page === -1) continue;
        const text = (await this.#options.store.text(document.hash))?.[page] ?? '';
        const excerpt = excerptOf(text, wanted[0]!);
        hits.push({ title, path: `${path}${document.id}/#p${page + 1}`, page: page + 1, excerpt });
      }
      if (hits.length >= MOST_HITS) break;
    }
    const searchPath = `${prefixOf(at.language)}${site.id}/tim-kiem`;
    const text = render('search', { w, up: upFrom(at.path), query, searchPath, hits: hits.slice(0, MOST_HITS) });
    return this.#page(at, w.search, { ...aboutBody(at, site), body: text });
  }

  /** Every page in the language of the site, without its leading `/`. */
  async paths(of?: string): Promise<string[]> {
    const all =
      of === undefined ? await this.#allPublished() : [await this.#published(of)].filter((one) => one !== null);
    const found: string[] = [];
    for (const { state } of all) {
      found.push(`${state.id}/`, `${state.id}/${RESOLUTIONS}/`);
      if (this.#options.isStatic) found.push(`${state.id}/${SEARCH}/`);
      for (const { meeting } of await this.#meetingsOf(state)) {
        found.push(`${state.id}/${meeting.id}/`);
        for (const { id } of documentsOf(meeting)) found.push(`${state.id}/${meeting.id}/${id}/`);
      }
    }
    return found;
  }
  /** The files that a document's page shows and offers. */
  async filesOf(path: string): Promise<string[]> {
    const [body, id, wanted] = path.split('/') as [string, string, string];
    const meeting = await this.meeting(body, id);
    const document = meeting && documentsOf(meeting).find((one) => one.id === wanted);
    if (!document) return [];
    return [fileNameOf(document), ...Array.from({ length: document.pages }, (_, index) => `${index + 1}.webp`)].map(
      (name) => path + name,
    );
  }

  async #sitemap(): Promise<Content> {
    const base = this.#options.address;
    const paths = ['', ...(await this.paths())].flatMap((path) => [path, `en/${path}`]);
    const urls = paths.map((path) => `<url><loc>${`${base}/${path}`.replaceAll('&', '&amp;')}</loc></url>`).join('\n');
    return {
      type: XML,
      text: `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`,
    };
  }
  #robots(): Resolved {
    const { address } = this.#options;
    const text = `User-agent: *\nAllow: /\n${address ? `Sitemap: ${address}/sitemap.xml\n` : ''}`;
    return { status: 200, stamp: 'robots', make: async () => ({ type: 'text/plain; charset=utf-8', text }) };
  }

  #nothingThere(at: Place): Resolved {
    const w = words[at.language];
    const make = async () => {
      const body = render('problem', {
        up: '/',
        heading: w.notFound,
        hint: w.notFoundHint,
        homePath: prefixOf(at.language),
        w,
      });
      return this.#page(at, w.notFound, { body, isNowhere: true });
    };
    return { status: 404, stamp: null, make };
  }
}

interface PageMore {
  body: string;
  name?: string;
  id?: string;
  look?: { colour: string; emblem: string };
  description?: string;
  homePath?: string;
  feed?: string;
  about?: object;
  isLive?: boolean;
  /** It is looked through by its own script. */
  searches?: boolean;
  /** It stands at no address of its own: its links are from the root. */
  isNowhere?: boolean;
}

const aboutBody = (
  { language }: Place,
  { id, name, colour, emblem }: { id: string; name: string; colour: string; emblem: string },
): Pick<PageMore, 'name' | 'id' | 'look' | 'homePath' | 'feed'> => ({
  name,
  id,
  look: { colour, emblem },
  homePath: `${prefixOf(language)}${id}/`,
  feed: `${prefixOf(language)}${id}/tin.atom`,
});

const fileAt = (content: { type: string; file: string }, stamp: string): Resolved => ({
  status: 200,
  stamp,
  make: async () => content,
});

const fileNameOf = ({ title, symbol }: SiteDocument): string => `${slug(symbol || title) || 'tai-lieu'}.pdf`;

const headingOf = ({ isPrivate, title, kind }: SiteMeetingEntry, w: SiteWords): string =>
  isPrivate ? w.privateMeeting : title || w.kind[kind];

/** When something public was last added; a meeting that is only planned is as new as what is planned for it. */
function lastPublic({ state }: FollowedMeeting, { isPrivate }: SiteMeeting): number {
  const moments = [
    state.openedAt,
    state.cancelled?.at,
    ...(isPrivate
      ? []
      : [
          state.agenda.sent?.at,
          ...state.voting.votes.map(({ phase, poll }) => (phase === 'published' ? poll.closedAt : null)),
        ]),
  ];
  return Math.max(0, ...moments.filter((at) => at !== null && at !== undefined));
}

function whenOf(
  { begins }: Pick<SiteMeetingEntry, 'begins'>,
  timeZone: string,
  language: SiteLanguage,
): { when: string; iso: string } {
  if (begins === null) return { when: '', iso: '' };
  const when = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  }).format(begins);
  return { when, iso: new Date(begins).toISOString() };
}

const megabytes = (bytes: number, language: SiteLanguage): string =>
  `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Math.max(bytes / 1024 / 1024, 0.1))} MB`;

function excerptOf(text: string, word: string): string {
  const line = text.replace(/\s+/g, ' ');
  const at = Math.max(0, fold(line).indexOf(word) - EXCERPT / 2);
  return `${at > 0 ? '…' : ''}${line.slice(at, at + EXCERPT)}${at + EXCERPT < line.length ? '…' : ''}`;
}
