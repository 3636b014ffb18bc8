/** How notices and calls change. */
import type { MessagesEvent, MessagesState } from './state.ts';

export function evolveMessages(messages: MessagesState, event: MessagesEvent): MessagesState {
  switch (event.type) {
    case 'notice-sent':
      return { ...messages, notices: [...messages.notices, event.notice] };
    case 'notice-withdrawn':
      return { ...messages, notices: messages.notices.filter(({ id }) => id !== event.notice) };
    case 'secretariat-called':
      return { ...messages, calls: [...messages.calls, event.call] };
    case 'call-ended':
      return { ...messages, calls: messages.calls.filter(({ id }) => id !== event.call) };
    default:
      return messages;
  }
}
