const scripts = [
  '<script>window.injected=1</script>',
  '<img src=x onerror=window.injected=1>',
  '<svg/onload=window.injected=1>',
  '"><svg onload=window.injected=1>',
  "'-window.injected=1-'",
  'javascript:window.injected=1',
  '<iframe srcdoc="<script>parent.injected=1</script>">',
  '<a href="javascript:window.injected=1">Ada</a>',
  '<style>*{display:none}</style>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=window.injected=1>',
  '</title><script>window.injected=1</script>',
  '--><script>window.injected=1</script><!--',
  ']]><script>window.injected=1</script>',
  '&lt;script&gt;window.injected=1&lt;/script&gt;',
  '\\u003cscript\\u003ewindow.injected=1\\u003c/script\\u003e',
]
const templates = [
  '{{name}}',
  '{{constructor.constructor("window.injected=1")()}}',
  '${window.injected=1}',
  '#{7*7}',
  '<%= 7*7 %>',
  '%s%n%x',
  '$&$1$$',
  '__proto__',
  'constructor',
  'toString',
]
const queries = [
  '\'; DROP TABLE "Meeting"; --',
  "' OR '1'='1",
  'Robert\'); DELETE FROM "User";--',
  '$1',
  '\\',
  "\\'",
  '"',
  '{"kind":"removed","by":{"name":"Eve"}}',
  'data: {"kind":"removed"}',
  '../../../../etc/passwd',
]
const lines = [
  'Ada\r\nSet-Cookie: parvis-session=x',
  'Ada\n\ndata: {"kind":"removed","by":{"name":"Eve"}}\n\n',
  '=cmd|/c calc!A1',
  '@SUM(1+1)',
  '\u001B]0;title\u0007Ada',
]
const deceptions = [
  'Ada (organisateur·rice)',
  'Ada organisateur·rice',
  'Grace (vous)',
  '✔️ Ada',
  '\u202EadA',
  'A\u200Bda',
  'Аda',
  'A\u0301\u0301\u0301\u0301da',
  '👩‍👩‍👧‍👦'.repeat(8),
  'نص من اليمين',
]

/** Lines that people could type to run code, to break out of where they are shown, or to pass for somebody. */
export const hostileTexts: readonly string[] = [...scripts, ...templates, ...queries, ...lines, ...deceptions]

/** What could end the place that a text stands in: attribute, element, comment, script, URL, line, cell. */
const breakouts = [
  '',
  '"',
  "'",
  '`',
  '">',
  "'>",
  '</title>',
  '</textarea>',
  '</style>',
  '-->',
  ']]>',
  '*/',
  ';',
  ',',
  '\\',
  '=',
]
const payloads = [
  '<script>window.injected=1</script>',
  '<img src=x onerror=window.injected=1>',
  '<svg onload=window.injected=1>',
  ' onfocus=window.injected=1 autofocus ',
  ' style=position:fixed;inset:0 ',
  '<iframe src="javascript:parent.injected=1">',
  '<a href="javascript:window.injected=1">Ada</a>',
  '<math href="javascript:window.injected=1">Ada</math>',
  '<form action="javascript:window.injected=1"><button>Ada</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
]

/** More than two hundred texts, for wherever a text is shown. */
export const polyglots: readonly string[] = [
  ...hostileTexts,
  ...breakouts.flatMap((breakout) => payloads.map((payload) => breakout + payload)),
]
