#!/usr/bin/env bash
# Starts a container, as far as Linux goes: called by pod.ts in namespaces of their own for mounts and processes.
#   container.sh <root> <ro|rw> <uid> <gid> <groups> <mount>… -- <program> <argument>…
# A mount is ro|rw:<path of the host>:<path in the container>.
set -euo pipefail

root=$1 mode=$2 uid=$3 gid=$4 groups=$5
shift 5

# A root of its own, that has the host's programs and nothing of its files.
mount -t tmpfs -o mode=755 root "$root"
mkdir -p "$root"/{usr,etc,.etc,proc,dev,tmp,root,var,run}
chmod 1777 "$root/tmp"
for one in bin sbin lib lib64; do
  if [ -L "/$one" ]; then cp -a "/$one" "$root/$one"; elif [ -d "/$one" ]; then
    mkdir "$root/$one" && mount --bind "/$one" "$root/$one"
  fi
done
mount --bind /usr "$root/usr"
mount -o remount,ro,bind "$root/usr"
# Files of /etc as they are, beside folders that a pod mounts there.
mount --rbind /etc "$root/.etc"
mount -o remount,ro,bind "$root/.etc"
for one in /etc/*; do ln -s "/.etc/${one##*/}" "$root/etc/${one##*/}"; done
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
for one in null zero full random urandom; do
  : >"$root/dev/$one"
  mount --bind "/dev/$one" "$root/dev/$one"
done
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
mkdir "$root/dev/shm"
mount -t tmpfs -o size=64m,mode=1777 shm "$root/dev/shm"

while [ "$1" != -- ]; do
  IFS=: read -r access from to <<<"$1"
  if [ -d "$from" ]; then mkdir -p "$root$to"; else mkdir -p "$root${to%/*}" && : >"$root$to"; fi
  mount --bind "$from" "$root$to"
  [ "$access" = rw ] || mount -o remount,ro,bind "$root$to"
  shift
done
shift

[ "$mode" = rw ] || mount -o remount,ro,bind "$root"
exec chroot "$root" /usr/bin/setpriv --reuid "$uid" --regid "$gid" --groups "$groups" \
  --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
