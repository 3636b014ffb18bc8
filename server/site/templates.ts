/** The pages of the voters' site, for Eta: `it` is what `render.ts` gives; everything is escaped but `<%~ … %>`. */

/** Around every page. `up` leads to the site's root: so the same pages stand below any address, and in a folder. */
const page = /* html */ `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<meta name="description" content="<%= it.description %>">
<% if (it.canonical) { %><link rel="canonical" href="<%= it.canonical %>">
<link rel="alternate" hreflang="vi" href="<%= it.alternates.vi %>">
<link rel="alternate" hreflang="en" href="<%= it.alternates.en %>">
<meta property="og:title" content="<%= it.title %>"><meta property="og:type" content="website"><meta property="og:url" content="<%= it.canonical %>">
<% } %><link rel="stylesheet" href="<%= it.up %>site.css">
<link rel="icon" href="<%= it.up %>icon.svg" type="image/svg+xml">
<% if (it.feed) { %><link rel="alternate" type="application/atom+xml" title="<%= it.name %>" href="<%= it.up %><%= it.feed %>"><% } %>
<% if (it.about) { %><script type="application/ld+json"><%~ it.about %></script><% } %>
<% if (it.script) { %><script src="<%= it.up %><%= it.script %>" defer></script><% } %>
</head>
<body data-colour="<%= it.colour %>">
<a class="skip" href="#main"><%= it.w.skip %></a>
<header class="top"><nav aria-label="<%= it.w.home %>">
<a class="brand" href="<%= it.up %><%= it.homePath %>"><% if (it.emblem) { %><img src="<%= it.up %><%= it.emblem %>" alt="" width="40" height="40"><% } %><%= it.name %></a>
<a class="language" lang="<%= it.other %>" hreflang="<%= it.other %>" href="<%= it.up %><%= it.otherPath %>"><%= it.w.otherLanguage %></a>
</nav></header>
<main id="main"><%~ it.body %></main>
<footer><p><%= it.w.made %></p></footer>
</body>
</html>
`;

const home = /* html */ `<h1><%= it.w.bodies %></h1>
<p><%= it.w.bodiesIntro %></p>
<% if (it.bodies.length === 0) { %><p class="none"><%= it.w.noBodies %></p><% } else { %>
<ul class="cards"><% for (const body of it.bodies) { %>
<li><a href="<%= it.up %><%= body.path %>"><%= body.name %></a><% if (body.isOn) { %> <span class="badge on"><%= it.w.on %></span><% } %></li><% } %>
</ul><% } %>`;

const entries = /* html */ `<ul class="cards"><% for (const one of it.meetings) { %>
<li><a href="<%= it.up %><%= one.path %>"><%= one.title %></a><% if (one.isCancelled) { %> <span class="badge"><%= it.w.cancelled %></span><% } %>
<p><% if (one.when) { %><time datetime="<%= one.iso %>"><%= one.when %></time><% } else { %><%= it.w.notPlanned %><% } %><% if (one.session) { %> · <%= one.session %><% } %></p></li><% } %>
</ul>`;

const body = /* html */ `<h1><%= it.name %></h1>
<% if (it.searchPath) { %><form class="search" role="search" action="<%= it.up %><%= it.searchPath %>"><label><%= it.w.search %><input type="search" name="q" maxlength="200" value="<%= it.query %>"></label><button><%= it.w.search %></button><p><%= it.w.searchHint %></p></form><% } %>
<% for (const group of it.groups) { if (group.meetings.length > 0) { %>
<section><h2><%= group.words %></h2><%~ include('@entries', { ...it, meetings: group.meetings }) %></section><% } } %>
<% if (it.isEmpty) { %><p class="none"><%= it.w.noMeetings %></p><% } %>
<p><a href="<%= it.up %><%= it.resolutionsPath %>"><%= it.w.resolutions %></a></p>
<% if (!it.searchPath) { %><p><a href="<%= it.up %><%= it.folderSearchPath %>"><%= it.w.search %></a></p><% } %>
<p><a href="<%= it.up %><%= it.feed %>"><%= it.w.follow %></a></p>`;

const documents = /* html */ `<ul class="documents"><% for (const one of it.documents) { %>
<li><a href="<%= it.up %><%= one.path %>"><%= one.title %></a> <span class="small"><%= one.about %></span></li><% } %></ul>`;

/** What changes while a meeting is on, and comes anew over the wire. */
const live = /* html */ `<% if (it.now) { %><section class="live" aria-labelledby="live"><h2 id="live"><%= it.w.live %> <span class="badge on"><%= it.w.phase[it.meeting.phase] %></span></h2>
<dl><% if (it.now.item) { %><dt><%= it.w.nowItem %></dt><dd><%= it.now.item %></dd><% } %>
<% if (it.now.speaker) { %><dt><%= it.w.nowSpeaker %></dt><dd><%= it.now.speaker.name %><% if (it.now.speaker.title) { %>, <%= it.now.speaker.title %><% } %></dd><% } %>
<% if (it.now.voting) { %><dt><%= it.w.nowVoting %></dt><dd><%= it.now.voting %></dd><% } %></dl>
<p class="small"><%= it.w.liveHint %></p></section><% } %>`;

const results = /* html */ `<% if (it.votes.length > 0) { %><section><h2><%= it.w.results %></h2>
<% for (const vote of it.votes) { const r = vote.result; %><article class="vote" id="vote-<%= vote.id %>"><h3><%= vote.title %></h3>
<p class="small"><%= it.w.voteKind[vote.kind] %></p>
<% if (vote.resolution) { %><p><a href="<%= it.up %><%= vote.resolution.path %>"><%= it.w.documentKind.resolution %> <%= vote.resolution.symbol %></a></p><% } %>
<% if (vote.isCancelled) { %><p><span class="badge"><%= it.w.voteCancelled %></span></p><% } %>
<% if (r) { %>
<% if (r.form === 'choices') { %><p><strong class="<%= r.passed ? 'passed' : 'failed' %>"><%= r.passed ? it.w.passed : it.w.failed %></strong> · <%= it.w.needed(r.needed, r.baseCount) %></p>
<table><tbody><% for (const choice of ['approve', 'reject', 'abstain']) { %><tr><th scope="row"><%= it.w.choice[choice] %></th><td class="figure"><%= r[choice] %></td><td class="figure"><%= it.percent(r[choice], r.all) %></td></tr><% } %></tbody></table><% } %>
<% if (r.form === 'candidates') { %><table><thead><tr><th scope="col"><%= it.w.candidate %></th><th scope="col"><%= it.w.votes %></th><th scope="col"><%= it.w.outcome %></th></tr></thead><tbody>
<% for (const one of r.votes) { const who = vote.names[one.id]; %><tr><th scope="row"><%= who.name %><% if (who.title) { %><br><span class="small"><%= who.title %></span><% } %></th><td class="figure"><%= one.votes %></td><td><%= r.elected.includes(one.id) ? it.w.elected : it.w.notElected %></td></tr><% } %></tbody></table><% } %>
<% if (r.form === 'levels') { %><table><thead><tr><th scope="col"><%= it.w.candidate %></th><% for (const level of ['high', 'confidence', 'low']) { %><th scope="col"><%= it.w.level[level] %></th><% } %></tr></thead><tbody>
<% for (const one of r.persons) { const who = vote.names[one.id]; %><tr><th scope="row"><%= who.name %><% if (who.title) { %><br><span class="small"><%= who.title %></span><% } %></th><% for (const level of ['high', 'confidence', 'low']) { %><td class="figure"><%= one[level] %></td><% } %></tr><% } %></tbody></table><% } %>
<p class="small"><%= it.w.cast(r.cast, r.all) %></p><% } %>
<% if (vote.byName.length > 0) { %><details><summary><%= it.w.byName %></summary><dl><% for (const group of vote.byName) { %><dt><%= it.w.choice[group.choice] %> (<%= group.people.length %>)</dt><dd><%= group.people.join(', ') %></dd><% } %></dl></details><% } %>
</article><% } %></section><% } %>`;

const questions = /* html */ `<% if (it.questions.length > 0) { %><section><h2><%= it.w.questions %></h2>
<% for (const q of it.questions) { %><article class="question" id="<%= q.id %>"><h3><%= q.item ? q.item + '. ' : '' %><%= q.subject %></h3>
<p class="small"><%= it.w.askedBy(q.asker.name) %><% if (q.asker.title) { %>, <%= q.asker.title %><% } %> → <%= q.to.name %><% if (q.to.title) { %>, <%= q.to.title %><% } %></p>
<p class="text"><%= q.text %></p>
<% for (const said of q.words) { %><p class="small"><%= said.kind === 'answer' ? it.w.answeredBy(q.to.name) : it.w.askedAgain(q.asker.name) %></p><p class="text"><%= said.text %></p><% } %>
<% if (q.words.length === 0) { %><p class="none"><%= it.w.notAnswered %></p><% } %>
<% if (q.verdict) { %><p><span class="badge"><%= it.w.verdict[q.verdict] %></span></p><% } %></article><% } %></section><% } %>`;

const resolutions = /* html */ `<p class="path"><a href="<%= it.up %><%= it.bodyPath %>"><%= it.name %></a></p>
<h1><%= it.w.resolutions %></h1>
<% if (it.resolutions.length === 0) { %><p class="none"><%= it.w.noResolutions %></p><% } else { %><ul class="cards"><% for (const one of it.resolutions) { %>
<li><a href="<%= it.up %><%= one.path %>"><%= one.title %></a><p><%= one.about %> · <%= it.w.passedAt %> <a href="<%= it.up %><%= one.meetingPath %>"><%= one.meeting %></a></p></li><% } %></ul><% } %>`;

/** In a folder no server answers: the list of what can be found is fetched, and looked through in the page. */
const searchInFolder = /* html */ `<h1><%= it.w.search %></h1>
<form class="search" role="search" data-index="<%= it.up %><%= it.indexPath %>" data-none="<%= it.none %>" data-searching="<%= it.w.searching %>"><label><%= it.w.search %><input type="search" name="q" maxlength="200"></label><button><%= it.w.search %></button><p><%= it.w.searchHint %></p></form>
<noscript><p class="none"><%= it.w.needsScript %></p></noscript>
<p role="status" id="found"></p><ul class="cards" id="hits"></ul>`;

const meeting = /* html */ `<p class="path"><a href="<%= it.up %><%= it.bodyPath %>"><%= it.name %></a></p>
<h1><%= it.heading %></h1>
<% if (it.meeting.isPrivate) { %><p class="notice"><%= it.w.privateHint %></p><% } %>
<% if (it.meeting.isCancelled) { %><p class="notice"><% if (it.meeting.cancelReason) { %><%= it.w.cancelledBecause(it.meeting.cancelReason) %><% } else { %><%= it.w.cancelled %><% } %></p><% } %>
<dl class="facts"><dt><%= it.w.when %></dt><dd><% if (it.when) { %><time datetime="<%= it.iso %>"><%= it.when %></time><% } else { %><%= it.w.notPlanned %><% } %> · <%= it.w.phase[it.meeting.phase] %></dd>
<% if (it.meeting.hall) { %><dt><%= it.w.where %></dt><dd><%= it.meeting.hall %></dd><% } %></dl>
<% if (!it.meeting.isPrivate) { %><p class="small"><%= it.w.kind[it.meeting.kind] %><% if (it.meeting.session) { %> · <%= it.meeting.session %><% } %><% if (it.meeting.attendance) { %> · <%= it.w.attendance(it.meeting.attendance.present, it.meeting.attendance.all) %><% } %></p>
<div id="now" aria-live="polite" data-live="<%= it.livePath %>"><%~ include('@live', it) %></div>
<section><h2><%= it.w.agenda %></h2>
<% if (it.items.length === 0) { %><p class="none"><%= it.w.noAgenda %></p><% } else { %><ol class="agenda"><% for (const item of it.items) { %>
<li class="<%= item.status %> depth-<%= item.depth %>"<% if (item.status === 'current') { %> aria-current="step"<% } %>><span class="number"><%= item.number %></span><div><%= item.title %><% if (it.w.itemStatus[item.status]) { %> <span class="badge"><%= it.w.itemStatus[item.status] %></span><% } %>
<% if (item.documents.length > 0) { %><%~ include('@documents', { ...it, documents: item.documents }) %><% } %></div></li><% } %></ol><% } %></section>
<div id="results"><%~ include('@results', it) %></div>
<%~ include('@questions', it) %>
<% if (it.documents.length > 0) { %><section><h2><%= it.w.otherDocuments %></h2><%~ include('@documents', it) %></section><% } %><% } %>`;

const document = /* html */ `<p class="path"><a href="<%= it.up %><%= it.bodyPath %>"><%= it.name %></a> › <a href="<%= it.up %><%= it.meetingPath %>"><%= it.meetingTitle %></a></p>
<h1 lang="<%= it.document.language %>"><%= it.document.title %></h1>
<dl class="facts"><dt><%= it.w.documentKind[it.document.kind] %></dt><dd><%= it.document.symbol || it.w.pages(it.document.pages) %></dd>
<% if (it.document.issuer) { %><dt><%= it.w.issuer %></dt><dd><%= it.document.issuer %></dd><% } %>
<% if (it.document.date) { %><dt><%= it.w.date %></dt><dd><%= it.date %></dd><% } %>
<% if (it.document.signer) { %><dt><%= it.w.signer %></dt><dd><%= it.document.signer %></dd><% } %></dl>
<p><a class="button" href="<%= it.up %><%= it.filePath %>" download><%= it.w.download %> · <%= it.size %></a></p>
<% for (const page of it.pages) { %><div class="page" id="p<%= page.number %>"><figure><% if (page.image) { %><img src="<%= it.up %><%= page.image %>" alt="<%= it.w.page(page.number, it.pages.length) %>" loading="<%= page.number > 2 ? 'lazy' : 'eager' %>"<% if (page.width) { %> width="<%= page.width %>" height="<%= page.height %>"<% } %>><% } %>
<figcaption><%= it.w.page(page.number, it.pages.length) %></figcaption></figure>
<details><summary><%= it.w.text %></summary><p class="text" lang="<%= it.document.language %>"><%= page.text || it.w.noText %></p></details></div><% } %>`;

const search = /* html */ `<h1><%= it.w.search %></h1>
<form class="search" role="search" action="<%= it.up %><%= it.searchPath %>"><label><%= it.w.search %><input type="search" name="q" maxlength="200" value="<%= it.query %>"></label><button><%= it.w.search %></button><p><%= it.w.searchHint %></p></form>
<% if (it.query) { %><p role="status"><%= it.w.found(it.hits.length) %></p>
<ul class="cards"><% for (const hit of it.hits) { %><li><a href="<%= it.up %><%= hit.path %>"><%= hit.title %></a><% if (hit.page) { %> <span class="small"><%= it.w.foundPage(hit.page) %></span><% } %><% if (hit.excerpt) { %><p><%= hit.excerpt %></p><% } %></li><% } %></ul><% } %>`;

const problem = /* html */ `<h1><%= it.heading %></h1><p><%= it.hint %></p><p><a href="<%= it.up %><%= it.homePath %>"><%= it.w.home %></a></p>`;

const feed = /* xml */ `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="<%= it.language %>">
<title><%= it.name %></title>
<id><%= it.id %></id>
<updated><%= it.updated %></updated>
<link rel="self" href="<%= it.self %>"/>
<link href="<%= it.address %>"/>
<author><name><%= it.name %></name></author>
<% for (const one of it.entries) { %><entry><title><%= one.title %></title><id><%= one.id %></id><updated><%= one.updated %></updated><link href="<%= one.address %>"/><summary><%= one.summary %></summary></entry>
<% } %></feed>
`;

export const templates = {
  page,
  home,
  entries,
  body,
  documents,
  live,
  results,
  questions,
  resolutions,
  searchInFolder,
  meeting,
  document,
  search,
  problem,
  feed,
};
