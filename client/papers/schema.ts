/** What a paper is made of: headings, paragraphs, lists; and facts of the record, which nobody writes over. */
import { type Extensions, mergeAttributes, Node } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import StarterKit from '@tiptap/starter-kit';
import type { PaperLine } from '../reports/minutes-sheet.ts';

export interface FactAttributes {
  key: string;
  text: string;
  note: string;
}

const attribute = (name: keyof FactAttributes) => ({
  default: '',
  parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? '',
  renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: String(attributes[name]) }),
});

/** @param current what the record says now, by key */
const Fact = (current: () => ReadonlyMap<string, string>, label: () => string) =>
  Node.create({
    name: 'fact',
    group: 'inline',
    inline: true,
    atom: true,
    selectable: true,
    draggable: false,
    addAttributes: () => ({ key: attribute('key'), text: attribute('text'), note: attribute('note') }),
    parseHTML: () => [{ tag: 'span[data-key]' }],
    renderHTML: ({ node, HTMLAttributes }) => {
      const { text, note } = node.attrs as FactAttributes;
      return [
        'span',
        mergeAttributes(HTMLAttributes, { class: 'fact', title: label() }),
        note ? `${text} (${note})` : text,
      ];
    },
    renderText: ({ node }) => {
      const { text, note } = node.attrs as FactAttributes;
      return note ? `${text} (${note})` : text;
    },
    addProseMirrorPlugins: () => [
      new Plugin({
        key: new PluginKey('differing-facts'),
        props: {
          decorations: ({ doc }) => {
            const found: Decoration[] = [];
            doc.descendants((node, position) => {
              if (node.type.name !== 'fact') return;
              const { key, text } = node.attrs as FactAttributes;
              if (current().get(key) !== text)
                found.push(Decoration.node(position, position + node.nodeSize, { class: 'differs' }));
            });
            return DecorationSet.create(doc, found);
          },
        },
      }),
    ],
  });

export const extensions = (current: () => ReadonlyMap<string, string>, label: () => string): Extensions => [
  StarterKit.configure({
    undoRedo: false, // the shared document has its own: nobody undoes what somebody else wrote
    heading: { levels: [2] },
    ...{ blockquote: false, code: false, codeBlock: false, horizontalRule: false, strike: false, link: false },
  }),
  Fact(current, label),
];

/** A draft as the editor takes it. */
export const contentOf = (lines: readonly PaperLine[]) => ({
  type: 'doc',
  content: lines.map(({ isHeading, fact, text }) => ({
    type: isHeading ? 'heading' : 'paragraph',
    ...(isHeading ? { attrs: { level: 2 } } : {}),
    content: [
      ...(fact ? [{ type: 'fact', attrs: { ...fact, note: '' } }] : []),
      ...(text ? [{ type: 'text', text }] : []),
    ],
  })),
});
