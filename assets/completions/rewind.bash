# bash completion for rewind. Made from the table of commands; RECORD_ASSETS=1 swift test writes it again.
_rewind() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
  local command="" word words="" options
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$command" in
      "") case " demo init append streams types events state diff fold projections projection verify map import " in *" $word "*) command="$word" ;; esac ;;
      fold) case " new " in *" $word "*) command="fold $word" ;; esac ;;
      projection) case " rebuild run show compare step parked " in *" $word "*) command="projection $word" ;; esac ;;
    esac
  done
  case "$previous" in
    --at) COMPREPLY=(); return ;;
    --path) COMPREPLY=(); return ;;
    --with) COMPREPLY=($(compgen -d -- "$current")); return ;;
    -l|--log) COMPREPLY=($(compgen -f -- "$current")); return ;;
    --from) COMPREPLY=(); return ;;
    --map) COMPREPLY=(); return ;;
    --mapping) COMPREPLY=($(compgen -f -- "$current")); return ;;
    --spool-limit) COMPREPLY=(); return ;;
    --data) COMPREPLY=(); return ;;
    --metadata) COMPREPLY=(); return ;;
    --id) COMPREPLY=(); return ;;
    --expect) COMPREPLY=($(compgen -W "any none exists" -- "$current")); return ;;
    --category) COMPREPLY=(); return ;;
    --sort) COMPREPLY=($(compgen -W "name events recent" -- "$current")); return ;;
    --limit) COMPREPLY=(); return ;;
    --stream) COMPREPLY=(); return ;;
    --type) COMPREPLY=(); return ;;
    --correlation) COMPREPLY=(); return ;;
    --causation) COMPREPLY=(); return ;;
    --after) COMPREPLY=(); return ;;
    --since) COMPREPLY=(); return ;;
    --until) COMPREPLY=(); return ;;
    --grep) COMPREPLY=(); return ;;
    --on-error) COMPREPLY=($(compgen -W "stop park" -- "$current")); return ;;
    --memory) COMPREPLY=(); return ;;
    --table) COMPREPLY=(); return ;;
    --key) COMPREPLY=(); return ;;
    --against) COMPREPLY=(); return ;;
    --filter) COMPREPLY=(); return ;;
    --rows) COMPREPLY=($(compgen -f -- "$current")); return ;;
    --key-column) COMPREPLY=(); return ;;
  esac
  case "$command" in
    "demo") options="--no-open --at --path --with --json --utc --ascii --no-color --help --version" ;;
    "init") options="--json --utc --ascii --no-color --help --version" ;;
    "append") options="--data --metadata --id --expect --from --log --json --utc --ascii --no-color --help --version" ;;
    "streams") options="--category --sort --limit --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "types") options="--log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "events") options="--stream --category --type --id --correlation --causation --after --since --until --grep --limit --backwards --follow --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "state") options="--at --path --with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "diff") options="--with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "fold") options="--log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" words="new" ;;
    "fold new") options="--with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "projections") options="--with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "projection") options="--log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" words="rebuild run show compare step parked" ;;
    "projection rebuild") options="--all --compare --limit --yes --on-error --memory --with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "projection run") options="--all --follow --on-error --with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "projection show") options="--table --key --history --at --against --sort --descending --filter --limit --with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "projection compare") options="--at --limit --rows --key-column --with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "projection step") options="--at --key --limit --with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "projection parked") options="--retry --key --with --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "verify") options="--deep --repair --log --from --map --mapping --spool-limit --strict --json --utc --ascii --no-color --help --version" ;;
    "map") options="--forget --from --map --mapping --spool-limit --json --utc --ascii --no-color --help --version" ;;
    "import") options="--strict --from --map --mapping --spool-limit --json --utc --ascii --no-color --help --version" ;;
    *) options="--at --path --with --log --from --map --mapping --spool-limit --json --utc --ascii --no-color --help --version" ;;
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -n "$words" ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
    [[ -n "$command" ]] || COMPREPLY+=($(compgen -W "demo init append streams types events state diff fold projections projection verify map import" -- "$current"))
  fi
}
complete -o filenames -F _rewind rewind
