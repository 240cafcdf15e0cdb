/// The completion script for zsh.
func zshCompletions(_ commands: [Command]) -> String {
  var text = "#compdef bantam\n# Completes bantam in zsh. Made by `bantam completions zsh`.\n\n_bantam() {\n"
  text += "  local -a commands\n  commands=(\n"
  for command in commands { text += "    '\(command.name):\(zshQuoted(command.summary))'\n" }
  text += "  )\n  if (( CURRENT == 2 )); then\n"
  text +=
    "    _describe -t commands 'command' commands\n    _arguments '--help[show this help]' '--version[show the version]'\n"
  text += "    return\n  fi\n  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n"
  for command in commands {
    let rows = command.allOptions.flatMap(zshOption) + command.arguments.map(zshArgument)
    text += "    \(command.name))\n      _arguments -s \\\n"
    text += rows.map { "        \($0)" }.joined(separator: " \\\n") + " ;;\n"
  }
  return text
    + "  esac\n}\n\nif [[ $funcstack[1] == _bantam ]]; then\n  _bantam \"$@\"\nelse\n  compdef _bantam bantam\nfi\n"
}

private func zshOption(_ option: Option) -> [String] {
  let repeated = option.isRepeated ? "*" : ""
  let value = option.value.map { ":\(zshEscaped($0.name)):\(zshAction($0))" } ?? ""
  let names = ["--\(option.name)\(option.value == nil ? "" : "=")"] + (option.short.map { ["-\($0)"] } ?? [])
  return names.map { "'\(repeated)\($0)[\(zshEscaped(option.help))]\(value)'" }
}

private func zshArgument(_ argument: Argument) -> String {
  let start = argument.isRepeated ? "*" : argument.isRequired ? "" : ":"
  return "'\(start):\(zshEscaped(argument.value.name)):\(zshAction(argument.value))'"
}

private func zshAction(_ value: Value) -> String {
  switch value.kind {
  case .file: "_files"
  case .folder: "_files -/"
  case .choice(let choices): "(\(choices.joined(separator: " ")))"
  case .command: "(\(allCommands.map(\.name).joined(separator: " ")))"
  case .delimiter: "(tab comma semicolon pipe)"
  case .text, .count, .percent, .moment, .pair, .names: " "
  }
}

/// Inside single quotes and the brackets of `_arguments`.
private func zshEscaped(_ text: String) -> String {
  var result = ""
  for character in zshQuoted(text) {
    if character == "[" || character == "]" || character == ":" { result += "\\" }
    result.append(character)
  }
  return result
}

private func zshQuoted(_ text: String) -> String { text.split(separator: "'").joined(separator: "'\\''") }
