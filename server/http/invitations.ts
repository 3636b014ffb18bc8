/** Invitations: sent by the office, opened and answered on the tablet or by a link without an account. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Request, type Response, Router, raw } from 'express';
import * as v from 'valibot';
import { PersonId } from '../../shared/ids.ts';
import { comings, type InvitationAnswer } from '../../shared/meeting/invitation/state.ts';
import type { MeetingState } from '../../shared/meeting/state.ts';
import { isDelegate, isInHall, type Person, personById } from '../../shared/people/roster.ts';
import { zoned } from '../../shared/vietnamese.ts';
import type { Bodies } from '../bodies/bodies.ts';
import type { AnswerLinks } from '../invitations/answer-links.ts';
import { calendarOf } from '../invitations/calendar.ts';
import type { NewMail, Outbox } from '../invitations/outbox.ts';
import type { SeenInvitations } from '../invitations/seen.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { writeSynced } from '../storage/synced-file.ts';
import { parsed, Refused } from './errors.ts';
import { meetingOf, personOf } from './middleware.ts';

export interface InvitationsOptions {
  bodies: Bodies;
  meetings: Meetings;
  outbox: Outbox;
  answerLinks: AnswerLinks;
  seenInvitations: SeenInvitations;
  /** Where people reach this server: `https://phonghop.example`. */
  origin: () => string;
}

const LARGEST_PAPER = '10mb';
const PAPER = 'invitation.pdf';
/** What the office sends: the invitation itself, a reminder to those who have not answered, that it is called off. */
const mailKinds = ['invitation', 'reminder', 'cancellation'] as const;
type MailKind = (typeof mailKinds)[number];
const ToSend = v.strictObject({
  kind: v.picklist(mailKinds),
  people: v.pipe(v.array(PersonId), v.minLength(1), v.maxLength(500)),
});
const Again = v.strictObject({ mails: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(500)) });
const Answered = v.strictObject({
  coming: v.picklist(comings),
  reason: v.optional(v.pipe(v.string(), v.maxLength(300)), ''),
  substitute: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
});

const two = (value: number) => String(value).padStart(2, '0');
const timeSaid = (at: number, zone: string): string => {
  const { day, month, year, hour, minute } = zoned(at, zone);
  return `${two(hour)} giờ ${two(minute)}, ngày ${two(day)}/${two(month)}/${year}`;
};

/** Of the council's own words: mail goes out in Vietnamese, as its papers do. */
function wordsOf(kind: MailKind, state: MeetingState, person: Person, place: string, link: string) {
  const { title, council, begins, invitation, cancelled, procedure } = state;
  const symbol = invitation?.symbol ? ` số ${invitation.symbol}` : '';
  const when = begins === null ? '' : `Thời gian: ${timeSaid(begins, procedure.timeZone)}`;
  const by = invitation?.answerBy ? ` trước ${timeSaid(invitation.answerBy, procedure.timeZone)}` : '';
  const said = {
    invitation: { subject: `Giấy mời${symbol}: ${title}`, line: `${council} trân trọng kính mời tới dự ${title}.` },
    reminder: {
      subject: `Nhắc trả lời giấy mời: ${title}`,
      line: `${council} chưa nhận được trả lời về việc dự ${title}.`,
    },
    cancellation: {
      subject: `Hủy: ${title}`,
      line: `${council} thông báo: ${title} không diễn ra. ${cancelled?.reason ?? ''}`.trim(),
    },
  }[kind];
  const asked = kind === 'cancellation' ? [] : ['', `Xin trả lời${by} tại:`, link];
  const notes = kind === 'invitation' && invitation?.notes ? ['', invitation.notes] : [];
  return {
    subject: said.subject,
    text: [
      `Kính gửi: ${[person.name, person.title].filter(Boolean).join(', ')}`,
      ...['', said.line, '', when, place && `Địa điểm: ${place}`, ...notes, ...asked, '', council],
    ].join('\n'),
  };
}

export function placeOf(bodies: Bodies, body: string, { hall }: Pick<MeetingState, 'hall'>): string {
  return bodies.body(body)?.state.halls.find(({ id }) => id === hall)?.name ?? '';
}

const linkTo = ({ origin, answerLinks }: InvitationsOptions, { body, id }: Meeting, person: string): string =>
  `${origin()}/answer/#${answerLinks.tokenFor({ body, meeting: id, person })}`;

/** For whoever takes it over by hand: it asks nobody for an answer. */
function sendCalendar(response: Response, bodies: Bodies, { body, log: { state } }: Meeting): void {
  const about = { body, place: placeOf(bodies, body, state), from: '', to: null, link: '' };
  const text = calendarOf(state, about);
  if (text === null) throw new Refused('no-time-yet');
  response.set('Content-Type', 'text/calendar; charset=utf-8');
  response.set('Content-Disposition', 'attachment; filename="moi-hop.ics"');
  response.send(text);
}

/** Below a meeting's planning, for its chair's side. */
export function invitationsRouter(options: InvitationsOptions): Router {
  const { bodies, meetings, outbox, seenInvitations } = options;
  const router = Router();
  const emailsOf = (body: string) =>
    new Map((bodies.body(body)?.state.members ?? []).map(({ id, email }) => [id as string, email ?? '']));

  /** Who got it, opened it; answers are in the meeting itself. */
  router.get('/', (_request, response) => {
    const meeting = meetingOf(response);
    const { body, id, log } = meeting;
    const emails = emailsOf(body);
    const seen = seenInvitations.of(body, id);
    const mails = outbox.of(body, id);
    const people = log.state.people
      .filter((person) => isInHall(person) && !person.isFormer)
      .map(({ id: person }) => {
        const mail = mails.findLast((one) => one.person === person);
        return {
          person,
          email: emails.get(person) ?? '',
          link: linkTo(options, meeting, person),
          seenAt: seen.get(person) ?? null,
          mail: mail ? { id: mail.id, at: mail.at, state: mail.state, error: mail.error, subject: mail.subject } : null,
        };
      });
    const { isThere: hasMail, from, trouble } = outbox;
    response.json({ hasMail, from, trouble, origin: options.origin(), people });
  });

  /** The paper that goes with the mails, as the office has seen it. */
  router.put('/paper', raw({ type: 'application/pdf', limit: LARGEST_PAPER }), async (request, response) => {
    const { body, id } = meetingOf(response);
    if (!Buffer.isBuffer(request.body) || !request.body.subarray(0, 5).equals(Buffer.from('%PDF-')))
      throw new Refused('malformed');
    await writeSynced(join(meetings.folderOf(body, id), PAPER), request.body);
    response.json({});
  });

  router.post('/mails', async (request, response) => {
    const { kind, people } = parsed(ToSend, request.body);
    const meeting = meetingOf(response);
    const { body, id, log } = meeting;
    const { state } = log;
    if (!outbox.isThere) throw new Refused('no-mail-server');
    if (kind !== 'cancellation' && state.invitation === null) throw new Refused('not-invited-yet');
    if ((kind === 'cancellation') !== (state.cancelled !== null)) throw new Refused('meeting-cancelled');
    const emails = emailsOf(body);
    const place = placeOf(bodies, body, state);
    const paper =
      kind === 'invitation'
        ? await readFile(join(meetings.folderOf(body, id), PAPER)).catch((error: NodeJS.ErrnoException) => {
            if (error.code === 'ENOENT') return null;
            throw error;
          })
        : null;
    const mails = people.flatMap((wanted): NewMail[] => {
      const person = personById(state, wanted);
      const to = emails.get(wanted);
      if (!person || !to) return [];
      const link = linkTo(options, meeting, wanted);
      const words = wordsOf(kind, state, person, place, link);
      const about = { body, place, from: outbox.from, to: { name: person.name, email: to }, link };
      const text = kind === 'reminder' ? null : calendarOf(state, about);
      const calendar = text === null ? null : { method: state.cancelled ? 'CANCEL' : 'REQUEST', text };
      const attached = paper && { name: 'giay-moi.pdf', content: paper };
      return [
        {
          body,
          meeting: id,
          person: wanted,
          to,
          toName: person.name,
          fromName: state.council,
          ...words,
          calendar,
          paper: attached,
        },
      ];
    });
    await outbox.queue(mails);
    response.status(201).json({ queued: mails.length });
  });

  router.post('/mails/again', async (request, response) => {
    const { mails } = parsed(Again, request.body);
    const { body, id } = meetingOf(response);
    const known = new Set(outbox.of(body, id).map((mail) => mail.id));
    if (!mails.every((mail) => known.has(mail))) throw new Refused('not-found');
    await outbox.again(mails);
    response.json({});
  });

  router.get('/calendar.ics', (_request, response) => sendCalendar(response, bodies, meetingOf(response)));
  return router;
}

/** Below a meeting, for whoever is in it. */
export function invitedRouter({ bodies, seenInvitations }: InvitationsOptions): Router {
  const router = Router();
  /** Her tablet shows it. */
  router.post('/seen', async (_request, response) => {
    const { body, id } = meetingOf(response);
    await seenInvitations.mark({ body, meeting: id, person: personOf(response) });
    response.json({});
  });
  router.get('/calendar.ics', (_request, response) => sendCalendar(response, bodies, meetingOf(response)));
  return router;
}

/** Below `/api/answer/:token`, for whoever has the link. */
export function answerRouter({ bodies, meetings, answerLinks, seenInvitations }: InvitationsOptions): Router {
  const router = Router({ mergeParams: true });

  /** Whom a link is for. The same is said of one that never was, and of one whose meeting is over or not hers any more. */
  const asked = async (request: Request) => {
    const invitee = answerLinks.find(String(request.params.token));
    const meeting = invitee && (await meetings.get(invitee.body, invitee.meeting));
    const person = meeting && personById(meeting.log.state, invitee.person);
    if (!invitee || !meeting || !person || person.isFormer || !isInHall(person)) throw new Refused('no-such-link');
    return { invitee, meeting, person, state: meeting.log.state };
  };

  router.get('/', async (request, response) => {
    const { invitee, meeting, person, state } = await asked(request);
    await seenInvitations.mark(invitee);
    const { council, title, begins, ends, invitation, cancelled, phase, procedure, answers } = state;
    const answer: InvitationAnswer | null = answers[person.id] ?? null;
    response.json({
      ...{ council, begins, ends, cancelled: cancelled?.reason ?? null, timeZone: procedure.timeZone },
      ...{ place: placeOf(bodies, meeting.body, state), invitation, isOpen: phase === 'prepared', answer },
      ...{ name: person.name, office: person.title, meeting: title },
      maySubstitute: procedure.substitutes && !isDelegate(person),
    });
  });

  router.post('/', async (request, response) => {
    const { meeting, person } = await asked(request);
    const { coming, reason, substitute } = parsed(Answered, request.body);
    const said = { ...(reason.trim() ? { reason } : {}), ...(substitute.trim() ? { substitute } : {}) };
    const answer = await meeting.log.execute(
      `answer-${randomBytes(9).toString('base64url')}`,
      { type: 'answer-invitation', coming, ...said },
      { person: person.id, roles: person.roles },
    );
    if (!answer.accepted) throw new Refused(answer.code);
    response.json({});
  });

  router.get('/calendar.ics', async (request, response) => {
    const { meeting } = await asked(request);
    sendCalendar(response, bodies, meeting);
  });
  return router;
}
