/// The completion script for fish.
func fishCompletions(_ commands: [Command]) -> String {
  var text = "# Completes bantam in fish. Made by `bantam completions fish`.\ncomplete -c bantam -f\n"
  let first = "complete -c bantam -n __fish_use_subcommand"
  for command in commands { text += "\(first) -a \(command.name) -d \(fishQuoted(command.summary))\n" }
  text += "\(first) -l help -d 'show this help'\n\(first) -l version -d 'show the version'\n"
  for command in commands {
    let start = "complete -c bantam -n '__fish_seen_subcommand_from \(command.name)'"
    for option in command.allOptions {
      let short = option.short.map { " -s \($0)" } ?? ""
      let value = option.value.map { " -r" + fishValues($0) } ?? ""
      text += "\(start) -l \(option.name)\(short)\(value) -d \(fishQuoted(option.help))\n"
    }
    if let argument = command.arguments.last {
      let values = fishValues(argument.value)
      if !values.isEmpty { text += start + values + "\n" }
    }
  }
  return text
}

private func fishValues(_ value: Value) -> String {
  switch value.kind {
  case .file: " -F"
  case .folder: " -a '(__fish_complete_directories)'"
  case .choice(let choices): " -a '\(choices.joined(separator: " "))'"
  case .command: " -a '\(allCommands.map(\.name).joined(separator: " "))'"
  case .delimiter: " -a 'tab comma semicolon pipe'"
  case .text, .count, .percent, .moment, .pair, .names: ""
  }
}

private func fishQuoted(_ text: String) -> String { "'" + text.split(separator: "'").joined(separator: "\\'") + "'" }
