#!/bin/sh
# Makes the settings and the secrets that docker-compose.yml reads. Needs nothing but a POSIX shell.
# Asks for what is neither given nor known; a further run keeps every secret, and every answer that is not given anew.
set -eu

usage() {
  cat <<'TEXT'
Usage: apps/deploy/configure.sh [options]

  --domain NAME     the name that people type, e.g. visio.example.org
  --address IPV4    the address to which their browsers send audio and video
  --email ADDRESS   the first administrator; also told to the certificate authority
  --tls auto        certificates from Let's Encrypt (default)
  --tls internal    certificates of an authority made on this host, which browsers do not know
  --tls files       your own: .parvis/certificates/fullchain.pem and privkey.pem
  --udp-port PORT   for media, default 7882; 443 is free over UDP
  --tcp-port PORT   for media where UDP is blocked, default 7881
  --directory DIR   where .env and .parvis go, default: the root of the repository
TEXT
}

fail() {
  echo "configure: $1" >&2
  exit 64
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
directory=$root
domain='' address='' email='' tls='' udp_port='' tcp_port=''
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage && exit 0 ;;
    --domain | --address | --email | --tls | --udp-port | --tcp-port | --directory) ;;
    *) usage >&2 && fail "unknown option $1" ;;
  esac
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --domain) domain=$2 ;;
    --address) address=$2 ;;
    --email) email=$2 ;;
    --tls) tls=$2 ;;
    --udp-port) udp_port=$2 ;;
    --tcp-port) tcp_port=$2 ;;
    --directory) mkdir -p "$2" && directory=$(cd "$2" && pwd) ;;
  esac
  shift 2
done

# What an earlier run wrote.
known() {
  [ ! -f "$directory/.env" ] || sed -n "s/^$1=//p" "$directory/.env" | head -n 1
}

# The given value, else the known one, else what the person answers. $1 option, $2 given, $3 setting, $4 question, $5 proposal
obtain() {
  value=${2:-$(known "$3")}
  if [ -z "$value" ]; then
    [ -t 0 ] || fail "$1 is missing"
    printf '%s%s: ' "$4" "${5:+ [$5]}" >&2
    read -r value
  fi
  echo "${value:-${5:-}}"
}

# Whether all of $1, which is one line, has the form $2.
matches() {
  [ "$(printf '%s\n' "$1" | wc -l)" -eq 1 ] && printf '%s\n' "$1" | grep -Eqx -- "$2"
}

domain=$(obtain --domain "$domain" PARVIS_DOMAIN 'Name that people type, e.g. visio.example.org')
matches "$domain" '([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*' || fail "'$domain' is no domain name in lower case"
resolved=$(getent ahostsv4 "$domain" 2>/dev/null | sed -n '1s/ .*//p' || true)
address=$(obtain --address "$address" MEDIA_ADDRESS 'IPv4 address to which browsers send audio and video' "$resolved")
byte='(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])'
matches "$address" "($byte\.){3}$byte" || fail "'$address' is no IPv4 address"
! matches "$address" '(0|127)\..*' || fail "no other machine reaches $address"
email=$(obtain --email "$email" PARVIS_CONTACT 'E-mail address of the first administrator')
matches "$email" '[^[:space:]@"$]+@[^[:space:]@"$]+\.[^[:space:]@"$]+' || fail "'$email' is no e-mail address"
udp_port=${udp_port:-$(known MEDIA_UDP_PORT)}
tcp_port=${tcp_port:-$(known MEDIA_TCP_PORT)}
for port in "${udp_port:=7882}" "${tcp_port:=7881}"; do
  matches "$port" '[1-9][0-9]{0,4}' && [ "$port" -le 65535 ] || fail "'$port' is no port"
done
case $tcp_port in 80 | 443) fail "TCP port $tcp_port is taken by the page" ;; esac

files='/certificates/fullchain.pem /certificates/privkey.pem'
case $tls in
  '')
    tls=$(known PARVIS_TLS)
    case $tls in '' | *@*) tls=$email ;; esac
    ;;
  auto) tls=$email ;;
  internal) ;;
  files) tls=$files ;;
  *) fail "--tls is auto, internal or files" ;;
esac

# Containers run as the owner of these files. Root makes them for a user that the host has not.
uid=$(id -u) gid=$(id -g)
[ "$uid" -ne 0 ] || { uid=10001 && gid=10001; }

umask 077
made=$directory/.parvis
mkdir -p "$made/secrets" "$made/caddy" "$made/certificates"

# Kept when it is there; else 256 bits from the system.
keep_secret() {
  [ -s "$made/secrets/$1" ] || head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$made/secrets/$1"
}
for name in administrator-password database-password postgres-password livekit-client livekit-server livekit-webhook secret-key; do
  keep_secret "$name"
done

# Empty as long as no mail can be sent, and nobody signs in elsewhere.
for name in smtp-url identity-providers; do
  [ -e "$made/secrets/$name" ] || : >"$made/secrets/$name"
done

secret() {
  cat "$made/secrets/$1"
}
echo "postgresql://parvis:$(secret database-password)@postgres:5432/parvis" >"$made/secrets/database-url"
for name in client server webhook; do
  echo "$name: $(secret "livekit-$name")"
done >"$made/secrets/livekit-keys"
# PostgreSQL runs as its own user, who shares our group.
chmod 640 "$made/secrets/database-password" "$made/secrets/postgres-password"

sed -e 's/${PORT}/7880/g' -e 's/${BIND_ADDRESS}/0.0.0.0/g' -e 's/${ENABLE_LOOPBACK}/false/g' \
  -e "s/\${TCP_PORT}/$tcp_port/g" -e "s/\${UDP_PORT}/$udp_port/g" -e "s/\${NODE_IP}/$address/g" \
  -e 's|${WEBHOOK_URL}|http://api:8080/api/webhooks/livekit|g' "$root/livekit.yaml" >"$made/livekit.yaml"
! grep -v '^ *#' "$made/livekit.yaml" | grep -q '\${' || fail 'livekit.yaml has a placeholder that nobody gives'

# Lines that somebody added stay.
ours='PARVIS_(DOMAIN|CONTACT|TLS|UID|GID|DIRECTORY)|MEDIA_(ADDRESS|UDP_PORT|TCP_PORT)|LIVEKIT_CONFIG_SUM'
added=$([ ! -f "$directory/.env" ] || grep -Ev "^(($ours)=|# Written by)" "$directory/.env" || true)
account=''
[ -f "$directory/.env" ] || {
  added="PARVIS_ADMIN_EMAIL=$email"
  account="  account  $email, with the password in $made/secrets/administrator-password
"
}
cat >"$directory/.env" <<ENV
# Written by apps/deploy/configure.sh, which keeps the lines that you add. No secrets in here.
PARVIS_DOMAIN=$domain
PARVIS_CONTACT=$email
PARVIS_TLS=$tls
PARVIS_UID=$uid
PARVIS_GID=$gid
PARVIS_DIRECTORY=$made
MEDIA_ADDRESS=$address
MEDIA_UDP_PORT=$udp_port
MEDIA_TCP_PORT=$tcp_port
LIVEKIT_CONFIG_SUM=$(cksum <"$made/livekit.yaml" | cut -d ' ' -f 1)
$added
ENV
[ "$(id -u)" -ne 0 ] || chown -R "$uid:$gid" "$made"

[ "$tls" != "$files" ] || echo "Put fullchain.pem and privkey.pem into $made/certificates, readable by user $uid."
cat <<TEXT
Written: $directory/.env and $made
  page     https://$domain (TCP 80 and 443)
  media    $address, UDP $udp_port and TCP $tcp_port
${account}Now: docker compose up -d --build --wait
TEXT
