import BantamDiagnostics

/// `bantam help`: what there is.
func overview(isColoured: Bool) -> String {
  let heading = Heading(isColoured: isColoured)
  let width = allCommands.map(\.name.count).max() ?? 0
  var text = "Bantam finds and grades leads: rules in plain words, contacts in a database.\n\n"
  text += heading.line("Usage") + "  bantam COMMAND [options]\n\n" + heading.line("Commands")
  for command in allCommands { text += "  \(padding(command.name, to: width))  \(command.summary)\n" }
  text += "\n" + heading.line("Options") + "  --help     show this help; `bantam COMMAND --help` shows a command's\n"
  text += "  --version  show the version\n\n" + heading.line("A first run")
  for line in ["bantam init demo", "bantam import demo/data/*.csv --rules demo", "bantam run demo"] {
    text += "  \(line)\n"
  }
  text += "\n" + heading.line("Exit status") + "  0 clean, 1 findings, 2 the work could not be done\n"
  return text
}

/// `bantam help COMMAND`: how to call it.
func helpText(_ command: Command, width: Int, isColoured: Bool) -> String {
  let heading = Heading(isColoured: isColoured)
  let width = min(max(width, 40), 100)
  var text = "bantam \(command.name): \(command.summary)\n\n"
  text += heading.line("Usage") + wrapped(usage(command), indent: "  ", hanging: "      ", width: width) + "\n"
  for paragraph in command.description.split(separator: "\n") {
    text += wrapped(String(paragraph), indent: "", hanging: "", width: width)
  }
  if !command.arguments.isEmpty {
    let rows = command.arguments.map { (argumentUsage($0, isBare: true), $0.help) }
    text += "\n" + heading.line("Arguments") + definitions(rows, width: width)
  }
  let rows = command.allOptions.map { option in
    ((option.short.map { "-\($0), " } ?? "    ") + option.usage, meaning(option))
  }
  text += "\n" + heading.line("Options") + definitions(rows, width: width)
  text += "\n" + heading.line("Examples")
  for example in command.examples { text += "  # \(example.purpose)\n  \(example.line)\n" }
  return text
}

/// `bantam run [PATH] [options]`
func usage(_ command: Command) -> String {
  var parts = ["bantam \(command.name)"]
  parts += command.arguments.map { argumentUsage($0, isBare: false) }
  for group in command.groups where group.isRequired {
    parts.append("(" + group.names.compactMap { command.option(named: $0)?.usage }.joined(separator: " | ") + ")")
  }
  return (parts + ["[options]"]).joined(separator: " ")
}

private func argumentUsage(_ argument: Argument, isBare: Bool) -> String {
  let name = argument.value.name + (argument.isRepeated ? "..." : "")
  return argument.isRequired || isBare ? name : "[\(name)]"
}

private func meaning(_ option: Option) -> String {
  var text = option.help
  if case .choice(let choices) = option.value?.kind { text += ": " + choices.joined(separator: ", ") }
  return text + (option.standard.map { " (default: \($0))" } ?? "")
}

private struct Heading {
  let isColoured: Bool
  func line(_ text: String) -> String { (isColoured ? "\u{1B}[1m\(text):\u{1B}[0m" : text + ":") + "\n" }
}

/// Names on the left, their meaning on the right, wrapped below itself.
private func definitions(_ rows: [(name: String, meaning: String)], width: Int) -> String {
  let column = min(rows.map(\.name.count).max() ?? 0, 26)
  let hanging = String(repeating: " ", count: column + 4)
  return rows.map { row in
    let lead = "  " + padding(row.name, to: column) + "  "
    if row.name.count > column {
      return "  \(row.name)\n" + wrapped(row.meaning, indent: hanging, hanging: hanging, width: width)
    }
    return wrapped(row.meaning, indent: lead, hanging: hanging, width: width)
  }.joined()
}

/// A paragraph broken at blanks, ended by a line end.
func wrapped(_ text: String, indent: String, hanging: String, width: Int) -> String {
  var lines: [String] = []
  var line = indent
  var isEmpty = true
  for word in text.split(separator: " ") {
    if !isEmpty, displayWidth(line) + 1 + displayWidth(String(word)) > width {
      lines.append(line)
      line = hanging
      isEmpty = true
    }
    line += (isEmpty ? "" : " ") + word
    isEmpty = false
  }
  return (lines + [line]).joined(separator: "\n") + "\n"
}

private func padding(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}
