// The tests look for a Chromium that is already on the machine (test/browser/chromium.ts);
// puppeteer's own download needs the internet, which a council's hall does not have.
module.exports = { skipDownload: true };
