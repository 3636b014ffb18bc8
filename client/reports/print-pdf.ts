/** PDFs made on this device, in Tinos (the letters of Times New Roman); the library and its fonts are only loaded for it. */
import regular from '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf?url';
import italic from '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf?url';
import bold from '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf?url';
import pdfMake from 'pdfmake/build/pdfmake';

const absolute = (path: string) => new URL(path, location.href).href;

/** @param content as pdfmake takes it, in composed Unicode. Rejects when the fonts can't be fetched. */
export function makePdf(content: readonly object[], isWide = false): Promise<Blob> {
  pdfMake.addFonts({
    Tinos: {
      normal: absolute(regular),
      bold: absolute(bold),
      italics: absolute(italic),
      bolditalics: absolute(bold),
    },
  });
  return pdfMake
    .createPdf({
      content: content as never,
      defaultStyle: { font: 'Tinos', fontSize: 12 },
      pageSize: 'A4',
      pageOrientation: isWide ? 'landscape' : 'portrait',
      pageMargins: [56, 56, 56, 56],
      footer: (page: number, pages: number) => ({ text: `${page}/${pages}`, alignment: 'center', fontSize: 9 }),
    })
    .getBlob();
}
