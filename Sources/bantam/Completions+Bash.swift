/// The completion script for bash 3.2 and later, without the bash-completion package.
func bashCompletions(_ commands: [Command]) -> String {
  let names = commands.map(\.name).joined(separator: " ")
  return """
    # Completes bantam in bash. Made by `bantam completions bash`.
    _bantam() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} options= arguments=
      COMPREPLY=()
      if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "\(names) --help --version" -- "$current"))
        return
      fi
      case ${COMP_WORDS[1]} in
    \(commands.map(bashCase).joined())    *) return ;;
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
      else
        eval "$arguments"
      fi
    }
    complete -o filenames -F _bantam bantam

    """
}

/// The options and values of one command.
private func bashCase(_ command: Command) -> String {
  var text = "    \(command.name))\n      case $previous in\n"
  for option in command.allOptions {
    guard let value = option.value else { continue }
    let pattern = "--\(option.name)" + (option.short.map { "|-\($0)" } ?? "")
    text += "        \(pattern)) \(bashReply(value, command)) return ;;\n"
  }
  text += "      esac\n"
  text += "      options=\"" + command.allOptions.map { "--\($0.name)" }.joined(separator: " ") + "\"\n"
  let argument = command.arguments.last.map { bashReply($0.value, command) } ?? ""
  return text + "      arguments=\(shellWord(argument)) ;;\n"
}

/// A statement that offers the possible values.
private func bashReply(_ value: Value, _ command: Command) -> String {
  switch value.kind {
  case .file: return "local IFS=$'\\n'; COMPREPLY=($(compgen -f -- \"$current\"));"
  case .folder: return "local IFS=$'\\n'; COMPREPLY=($(compgen -d -- \"$current\"));"
  case .choice(let choices): return "COMPREPLY=($(compgen -W \"\(choices.joined(separator: " "))\" -- \"$current\"));"
  case .command:
    return "COMPREPLY=($(compgen -W \"\(allCommands.map(\.name).joined(separator: " "))\" -- \"$current\"));"
  case .delimiter: return "COMPREPLY=($(compgen -W \"tab comma semicolon pipe\" -- \"$current\"));"
  case .text, .count, .percent, .moment, .pair, .names: return ""
  }
}
