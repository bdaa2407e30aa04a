#!/bin/sh
# Makes the certificates of this folder anew, in DER: self-signed unless their names say otherwise. Needs openssl 3.
#   cd test/tls/certificates && sh make.sh
set -e
work=$(mktemp -d)
own() { # name, subject, subjectAltName, further options
  name=$1 subject=$2 names=$3
  shift 3
  openssl req -x509 -nodes -days 7300 -subj "$subject" -addext "subjectAltName=$names" -keyout "$work/$name.key" -outform DER -out "$name.der" "$@" 2>/dev/null
}
own rsa '/C=DE/O=Example, Inc/CN=a.example/CN=b.example' 'DNS:a.example,DNS:*.b.example,IP:192.0.2.1,IP:2001:db8::1,email:x@a.example' -newkey rsa:2048 -sha384
own weak '/CN=weak.example' 'DNS:weak.example' -newkey rsa:1024 -sha1
own ec '/CN=ec.example' 'DNS:ec.example' -newkey ec -pkeyopt ec_paramgen_curve:P-384 -sha512
own ed25519 '/CN=ed.example' 'DNS:ed.example' -newkey ed25519
own pss '/CN=pss.example' 'DNS:pss.example' -newkey rsa:2048 -sha256 -sigopt rsa_padding_mode:pss
own no-subject '/' 'DNS:none.example' -newkey ec -pkeyopt ec_paramgen_curve:P-256
# One name, in which another one seems to stand.
printf '[req]\ndistinguished_name=dn\nx509_extensions=own\n[dn]\n[own]\nsubjectAltName=@names\n[names]\nDNS.1=a.example, DNS:b.example\n' >"$work/odd.cnf"
openssl req -x509 -nodes -days 7300 -config "$work/odd.cnf" -subj '/CN=odd' -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout "$work/odd.key" -outform DER -out odd-names.der 2>/dev/null
# Its issuer has its name, and another key.
openssl req -x509 -nodes -days 7300 -subj '/CN=twin.example' -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout "$work/other.key" -out "$work/other.pem" 2>/dev/null
openssl req -new -nodes -subj '/CN=twin.example' -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout "$work/twin.key" 2>/dev/null |
  openssl x509 -req -days 7300 -CA "$work/other.pem" -CAkey "$work/other.key" -outform DER -out twin.der 2>/dev/null
rm -r "$work"
