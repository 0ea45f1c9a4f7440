"""The part of a shell script that is the same in all of them: sends, reads JSON, compares.

JSON is read by an awk program of our own, which writes one line for each value: its path, a tab, and the value as JSON
that is always written the same way, so that equal values are equal texts. It works line by line and never cuts a long
text from the front, which makes awk slow.
"""

FLATTEN = r"""
function fail() { bad = 1; exit }
function byte(n) { return sprintf("%c", n) }
function utf8(n) {
  if (n < 128) return byte(n)
  if (n < 2048) return byte(192 + int(n / 64)) byte(128 + n % 64)
  if (n < 65536) return byte(224 + int(n / 4096)) byte(128 + int(n / 64) % 64) byte(128 + n % 64)
  return byte(240 + int(n / 262144)) byte(128 + int(n / 4096) % 64) byte(128 + int(n / 64) % 64) byte(128 + n % 64)
}
function hex(s,   i, n) {
  if (s !~ /^[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]$/) fail()
  for (i = 1; i <= 4; i++) n = n * 16 + index("0123456789abcdef", tolower(substr(s, i, 1))) - 1
  return n
}
function escaped(n) { return sprintf("\\u%04x", n) }
function controls(s,   i, c, out) {
  if (s !~ /[\001-\037]/) return s
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    out = out (c ~ /[\001-\037]/ ? escaped(index(low, c)) : c)
  }
  return out
}
function canonical(s,   i, c, n, m, out) {
  if (s !~ /[\\\001-\037]/) return s
  while ((i = index(s, "\\")) > 0) {
    out = out controls(substr(s, 1, i - 1))
    c = substr(s, i + 1, 1)
    if (c != "u") {
      if (c == "" || !index("\"\\/bfnrt", c)) fail()
      s = substr(s, i + 2)
      if (c == "\"" || c == "\\") out = out "\\" c
      else out = out (c == "/" ? c : escaped(index("       btn fr", c)))
      continue
    }
    n = hex(substr(s, i + 2, 4))
    s = substr(s, i + 6)
    if (n >= 55296 && n < 56320 && substr(s, 1, 2) == "\\u") {
      m = hex(substr(s, 3, 4))
      if (m >= 56320 && m < 57344) { n = 65536 + (n - 55296) * 1024 + m - 56320; s = substr(s, 7) }
    }
    if (n == 34 || n == 92) out = out "\\" byte(n)
    else out = out (n < 32 || (n >= 55296 && n < 57344) ? escaped(n) : utf8(n))
  }
  return out controls(s)
}
function number(s,   x) {
  if (s !~ /^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?$/) fail()
  if (s == "-0") return "0"
  if (s !~ /[.eE]/) return s
  x = s + 0
  if (x == int(x) && x < 1e15 && x > -1e15) return sprintf("%.0f", x)
  return sprintf("%.17g", x)
}
function here() {
  if (depth == 0) return ""
  if (kind[depth] == "{") return base[depth] "." name[depth]
  return base[depth] "[" count[depth] "]"
}
function emit(path, value) { line[++lines] = path "\t" value }
function done() { if (depth == 0) state = "end"; else { count[depth]++; state = "next" } }
function open(c,   path) {
  if (state != "value") fail()
  path = here(); depth++
  base[depth] = path; kind[depth] = c; count[depth] = 0
  state = c == "{" ? "key" : "value"; fresh = 1
}
function shut(c,   n) {
  if (depth == 0 || kind[depth] != (c == "}" ? "{" : "[")) fail()
  if (state != "next" && !(fresh && state == (c == "}" ? "key" : "value"))) fail()
  n = count[depth]
  emit(base[depth], kind[depth] n c)
  depth--; fresh = 0; done()
}
function string(s) {
  if (state == "key") { name[depth] = s ~ /^[A-Za-z_][A-Za-z0-9_]*$/ ? s : "\"" s "\""; state = "colon" }
  else if (state == "value") { emit(here(), "\"" s "\""); done() }
  else fail()
  fresh = 0
}
function scalar(s) {
  if (state != "value") fail()
  emit(here(), s == "true" || s == "false" || s == "null" ? s : number(s))
  fresh = 0; done()
}
function sign(c) {
  if (c == "{" || c == "[") open(c)
  else if (c == "}" || c == "]") shut(c)
  else if (c == "," && state == "next") state = kind[depth] == "{" ? "key" : "value"
  else if (c == ":" && state == "colon") state = "value"
  else fail()
}
function outside(s,   at, c, w) {
  at = 1
  while ((c = substr(s, at, 1)) != "") {
    if (index(" \t\r", c)) at++
    else if (index("{}[],:", c)) { at++; sign(c) }
    else {
      w = substr(s, at, 400)
      match(w, /^[-+.0-9A-Za-z]+/)
      if (RLENGTH < 1 || RLENGTH == 400) fail()
      scalar(substr(w, 1, RLENGTH))
      at += RLENGTH
    }
  }
}
BEGIN { state = "value"; for (i = 1; i < 32; i++) low = low byte(i) }
{
  n = split($0, part, "\"")
  for (i = 1; i <= n; i++) {
    if (!within) { outside(part[i]); if (i < n) { within = 1; text = "" } }
    else {
      if (i == n) fail()
      text = text part[i]
      match(part[i], /\\*$/)
      if (RLENGTH % 2) text = text "\""
      else { within = 0; string(canonical(text)) }
    }
  }
}
END { if (bad || state != "end") exit 1; for (i = 1; i <= lines; i++) print line[i] }
"""

SPELL = r"""
function emit(n) {
  if (how == "url") out = out (n > 127 || char[n] !~ /[A-Za-z0-9._~-]/ ? sprintf("%%%02X", n) : char[n])
  else out = out (n < 32 || n == 127 ? " " : char[n])
}
function hex(s,   i, n) {
  for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
  return n
}
BEGIN {
  for (i = 1; i < 256; i++) { char[i] = sprintf("%c", i); code[char[i]] = i }
  how = ENVIRON["HOW"]; s = ENVIRON["TEXT"]
  if (how == "quote") {
    for (i = 1; i <= length(s); i++) {
      c = substr(s, i, 1)
      out = out (c == "\"" || c == "\\" ? "\\" c : code[c] < 32 ? sprintf("\\u%04x", code[c]) : c)
    }
    print "\"" out "\""
    exit
  }
  if (substr(s, 1, 1) == "\"") s = substr(s, 2, length(s) - 2)
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    if (c != "\\") emit(code[c])
    else if (substr(s, ++i, 1) != "u") emit(code[substr(s, i, 1)])
    else {
      n = hex(substr(s, i + 1, 4)); i += 4
      if (n < 128) emit(n); else { emit(239); emit(191); emit(189) }
    }
  }
  print out
}
"""

LOCATED = r"""
tolower($0) ~ /^location:/ {
  last = $0
  sub(/^[^:]*:[ \t]*/, "", last); sub(/[?#].*$/, "", last); sub(/[ \t\r]*$/, "", last)
}
END {
  sub(/^.*\//, "", last)
  for (i = 1; i < 256; i++) char[i] = sprintf("%c", i)
  for (i = 1; i <= length(last); i++) {
    c = substr(last, i, 1)
    if (c == "%" && substr(last, i + 1, 2) ~ /^[0-9a-fA-F][0-9a-fA-F]$/) {
      s = tolower(substr(last, i + 1, 2)); i += 2
      n = (index("0123456789abcdef", substr(s, 1, 1)) - 1) * 16 + index("0123456789abcdef", substr(s, 2, 1)) - 1
      c = n < 32 ? sprintf("\\u%04x", n) : char[n]
      if (c == "\"" || c == "\\") c = "\\" c
    }
    else if (c == "\"" || c == "\\") c = "\\" c
    out = out c
  }
  if (out == "") exit 1
  print "\"" out "\""
}
"""

COMPARE = r"""
function rest(path,   next_one) {
  if ((path "") == (wanted "")) return "="
  next_one = substr(path, length(wanted) + 1, 1)
  if (substr(path, 1, length(wanted)) "" != wanted "" || !index(".[", next_one)) return ""
  return substr(path, length(wanted) + 1)
}
function plain(s) { return substr(s, 1, 1) == "\"" ? substr(s, 2, length(s) - 2) : s }
BEGIN { FS = "\t"; how = ENVIRON["HOW"]; field = ENVIRON["FIELD"]; value = ENVIRON["VALUE"] }
FNR == 1 { file++ }
{
  wanted = how == "same" && file == 2 ? ENVIRON["OTHER"] : ENVIRON["WANTED"]
  r = rest($1)
  if (r == "") next
  v = substr($0, length($1) + 2)
  if (how == "value") { if (r == "=") { found = 1; last = v } }
  else if (how == "same") { if (file == 1) { a[r] = v; found = 1 } else { b[r] = v; other = 1 } }
  else if (match(r, /^\[[0-9]+\]/)) {
    r = substr(r, RLENGTH + 1)
    if ((r "" == field "" || (r == "" && v !~ /^[{[]/)) && plain(v) "" == plain(value) "") times++
  }
}
END {
  if (how == "value") { if (!found) exit 1; print last }
  if (how == "count") print times + 0
  if (how == "same") {
    if (!found || !other) exit 1
    for (r in a) if (!(r in b) || a[r] "" != b[r] "") exit 1
    for (r in b) if (!(r in a)) exit 1
  }
}
"""

FUNCTIONS = r"""
flatten() { awk "$flatten" <"$1" >"$2" 2>/dev/null || : >"$2"; }
url() { HOW=url TEXT=$1 awk "$spell"; }
plain() { HOW=plain TEXT=$1 awk "$spell"; }
quote() { HOW=quote TEXT=$1 awk "$spell"; }
string() { case $1 in '"'*) printf '%s' "$1" ;; *) printf '"%s"' "$1" ;; esac; }
inside() { text=$(string "$1"); text=${text#?}; printf '%s' "${text%?}"; }
value() { HOW=value WANTED=$1 awk "$compare" "$work/flat"; }
shown() { printf '%s' "$1" | LC_ALL=C sed 's/[[:cntrl:]]/ /g'; }

diverged() { printf 'diverged at %s: %s\n' "$(shown "$1")" "$(shown "$2")" >&2; exit 2; }

# request METHOD TARGET [HEADER...]: sends $body, where it is set; leaves $status and the answer in $work.
request() {
  method=$1; target=$2; shift 2
  : >"$work/headers"; : >"$work/answer"; : >"$work/answered"
  for line; do printf '%s\n' "$line" >>"$work/headers"; done
  set -- -X "$method"
  [ "$method" != HEAD ] || set -- --head
  if [ "${body+set}" ]; then
    printf '%s' "$body" >"$work/body"
    set -- "$@" --data-binary "@$work/body"
    grep -i '^content-type[:;]' "$work/headers" >/dev/null || set -- "$@" -H 'Content-Type:'
    unset body
  else
    case $method in POST | PUT | PATCH) set -- "$@" --data-binary '' -H 'Content-Type:' ;; esac
  fi
  [ -z "${jar:-}" ] || set -- "$@" -b "$work/$jar" -c "$work/$jar"
  status=$(curl -q -sS -g --path-as-is --proto '=http,https' --noproxy '*' --max-time "${RESOURCEGRAPH_TIMEOUT:-30}" \
    -H 'Expect:' -H "@$work/headers" -D "$work/answered" -o "$work/answer" -w '%{http_code}' "$@" \
    --url "$base$target" 2>"$work/error") || status=000
  [ "$method" != HEAD ] || : >"$work/answer"
  flatten "$work/answer" "$work/flat"
}

# expect FAMILY STEP: the answer has a status of that family (2 for 2xx; 0 for none), or the script has strayed.
expect() {
  case $status in "$1"*) ;; *)
    diverged "$2" "answered $status instead of ${1}xx $(cat_error)" ;;
  esac
}
cat_error() { sed 1q "$work/error"; }
scalar() { case $1 in '' | '{'* | '['* | null | true | false) return 1 ;; esac; }
in_url() { case $1 in '' | . | ..) return 1 ;; esac; }

# What had to be true of the answer. Each adds to $wrong what is not.
broken() { wrong="$wrong  $(shown "$1")
"; }
is_status() { case " $* " in *" $status "*) ;; *) broken "the status is $status, not $*" ;; esac; }
is_success() { case $status in 2*) ;; *) broken "the status is $status, not 2xx" ;; esac; }
is_refusal() { case $status in 4*) ;; *) broken "the status is $status, not 4xx" ;; esac; }
is_no_server_error() { case $status in 5* | 000) broken "the status is $status" ;; esac; }
field_is() {
  printf '%s' "$2" >"$work/value"; flatten "$work/value" "$work/expected"
  same "$1" '' "$work/expected" || broken "${1:-the body} is $(value "$1" || printf missing), not $2"
}
field_is_not() {
  printf '%s' "$2" >"$work/value"; flatten "$work/value" "$work/expected"
  found=$(value "$1") || broken "${1:-the body} is missing"
  ! same "$1" '' "$work/expected" || broken "${1:-the body} is $found"
}
field_as_in() {
  same "$1" "$1" "$work/flat.$2" || broken "${1:-the body} is $(value "$1" || printf missing), not as in $3"
}
same() { HOW=same WANTED=$1 OTHER=$2 awk "$compare" "$work/flat" "$3"; }
lists() {
  found=$(value "$1"); items=$(HOW=count WANTED=$1 FIELD=$2 VALUE=$3 awk "$compare" "$work/flat")
  case $found in '['*) ;; *) broken "${1:-the body} is no list"; return ;; esac
  [ "$items" = "$4" ] || broken "${1:-the body} has $items items with $2 $3, not $4"
}
has_items() {
  found=$(value "$1")
  [ "$found" = "[$2]" ] || broken "${1:-the body} is ${found:-missing}, not a list of $2"
}
"""
