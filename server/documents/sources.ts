/** What a file that came in is, and how it becomes a PDF to be examined: as it is, converted, or made of a picture. */
import { extname } from 'node:path';
import type { FindingCode, ReasonCode } from '../../shared/intake.ts';
import { isOtherArchive } from './archive.ts';
import { canConvert, convert, findConverter, isOffice } from './conversion.ts';
import { firstBytes } from './first-bytes.ts';
import { beginsAsPicture, pdfOfPictures } from './pictures.ts';
import type { Sandbox } from './sandbox.ts';

export type Prepared =
  /** The PDF to examine, and what was done to make it. */
  { file: string; made: FindingCode[] } | { refused: ReasonCode; detail: string };

/** Word's "Web page" under the name of a document: HTML, or the same wrapped as mail. */
async function isWebPage(path: string): Promise<boolean> {
  const start = (await firstBytes(path, 512)).replace(/\0/g, '').trimStart();
  return /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe)?\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html|<head|<meta|MIME-Version:)/i.test(
    start,
  );
}

/**
 * Makes a PDF of a file, where it is none.
 * @param name as the clerk knows it
 * @param target where a PDF that has to be made goes
 * @param began called when it takes a while
 */
export async function prepared(
  path: string,
  name: string,
  target: string,
  began: () => void = () => {},
  sandbox?: Sandbox,
): Promise<Prepared> {
  if (await beginsAsPicture(path)) {
    try {
      await pdfOfPictures([path], target);
      return { file: target, made: ['from-pictures'] };
    } catch (error) {
      return { refused: 'damaged', detail: (error as Error).message };
    }
  }
  if (await isOtherArchive(path)) return { refused: 'other-archive', detail: '' };
  if (!isOffice(name)) return { file: path, made: [] };
  const converter = findConverter();
  if (!converter) return { refused: 'no-converter', detail: '' };
  if (!canConvert(converter, name)) return { refused: 'no-converter-kind', detail: extname(name) };
  began();
  try {
    // A web page that calls itself a document is read as what it is: else it comes out as a blank page, or as its tags.
    const known = (await isWebPage(path)) ? `${name}.html` : name;
    await convert(converter, path, known, target, sandbox);
    return { file: target, made: ['converted'] };
  } catch (error) {
    return { refused: 'not-converted', detail: (error as Error).message };
  }
}

/** Pictures of one folder of an archive, as one file with the folder's name. */
export async function gathered(pictures: readonly { path: string }[], target: string): Promise<boolean> {
  const paths = pictures.map(({ path }) => path);
  return pdfOfPictures(paths, target).then(
    () => true,
    () => false, // one of them is no picture: the caller refuses them by name
  );
}
