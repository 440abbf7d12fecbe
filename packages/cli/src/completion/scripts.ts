import { COMPLETE } from './complete';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** Each asks `tutti` itself, so that a script never knows less than the program beside it. */
export const SCRIPTS: Record<Shell, string> = {
  bash: `# source <(tutti completion bash)
_tutti() {
  local name description
  COMPREPLY=()
  while IFS=$'\\t' read -r name description; do
    if [[ $name == :files ]]; then
      compopt -o default 2>/dev/null
    else
      COMPREPLY+=("$name")
    fi
  done < <(tutti ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
if type compopt >/dev/null 2>&1; then
  complete -F _tutti tutti
else
  # Bash 3 of macOS: paths also where nothing fits.
  complete -o default -F _tutti tutti
fi
`,
  zsh: `#compdef tutti
# source <(tutti completion zsh), or put this as _tutti into a folder of $fpath
_tutti() {
  local -a candidates
  local line name
  for line in "\${(@f)$(tutti ${COMPLETE} "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -z $line ]] && continue
    if [[ $line == :files ]]; then
      _files
      return
    fi
    name=\${line%%$'\\t'*}
    if [[ $line == *$'\\t'* ]]; then
      candidates+=("\${name//:/\\\\:}:\${line#*$'\\t'}")
    else
      candidates+=("\${name//:/\\\\:}")
    fi
  done
  _describe -t tutti tutti candidates
}
if [[ $funcstack[1] == _tutti ]]; then
  _tutti "$@"
else
  compdef _tutti tutti
fi
`,
  fish: `# tutti completion fish | source
function __tutti_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (tutti ${COMPLETE} $words[2..-1] 2>/dev/null)
    if test "$line" = :files
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c tutti -f -a '(__tutti_complete)'
`,
};
