import BantamDiagnostics
import BantamSystem

/// The words behind a command's name, taken apart by its declaration; all mistakes are reported, not only the first.
func parseArguments(_ words: [String], of command: Command) -> (invocation: Invocation, errors: [UsageError]) {
  var parser = ArgumentParser(command: command, words: words[...])
  parser.parse()
  return (parser.invocation, parser.errors)
}

/// Whether help is asked for, whatever else is wrong.
func asksForHelp(_ words: [String]) -> Bool { words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" } }

private struct ArgumentParser {
  let command: Command
  var words: ArraySlice<String>
  var invocation: Invocation
  var errors: [UsageError] = []

  init(command: Command, words: ArraySlice<String>) {
    self.command = command
    self.words = words
    invocation = Invocation(command)
  }

  mutating func parse() {
    while let word = words.popFirst() {
      if word == "--" {
        words.forEach { takeArgument($0) }
        break
      } else if word.hasPrefix("--") {
        takeLong(word)
      } else if word.hasPrefix("-"), word != "-", !isNumber(word) {
        takeShort(word)
      } else {
        takeArgument(word)
      }
    }
    checkArguments()
    checkGroups()
  }

  /// `-5`, where no option has that sign.
  private func isNumber(_ word: String) -> Bool {
    guard let sign = word.dropFirst().first, "0"..."9" ~= sign else { return false }
    return !command.allOptions.contains { $0.short == sign }
  }

  private mutating func takeLong(_ word: String) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = command.option(named: parts[0]) else {
      let nearest = nearestName(to: parts[0], in: command.allOptions.map(\.name))
      errors.append(.unknownOption("--" + parts[0], command: command.name, nearest: nearest.map { "--" + $0 }))
      return
    }
    take(option, inline: parts.count > 1 ? parts[1] : nil)
  }

  /// `-o value`, `-ovalue`, and switches in a row.
  private mutating func takeShort(_ word: String) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = command.allOptions.first(where: { $0.short == letter }) else {
        let long = command.option(named: String(word.dropFirst()))
        errors.append(.unknownOption("-\(letter)", command: command.name, nearest: long.map { "--" + $0.name }))
        return
      }
      if option.value != nil {
        take(option, inline: letters.isEmpty ? nil : String(letters.first == "=" ? letters.dropFirst() : letters))
        return
      }
      take(option, inline: nil)
    }
  }

  private mutating func take(_ option: Option, inline: String?) {
    if invocation.has(option.name), !option.isRepeated { errors.append(.givenTwice("--" + option.name)) }
    guard let value = option.value else {
      if inline != nil { errors.append(.unexpectedValue("--" + option.name)) }
      invocation.give(option, nil)
      return
    }
    guard let text = inline ?? nextValue() else {
      errors.append(.missingValue("--" + option.name, value: value.name))
      return
    }
    if let error = mistake(text, for: value, of: "--" + option.name) {
      errors.append(error)
    } else {
      invocation.give(option, text)
    }
  }

  /// The next word, unless it is itself an option of this command.
  private mutating func nextValue() -> String? {
    guard let word = words.first, word != "--" else { return nil }
    let isOption = command.allOptions.contains { option in
      word == "--" + option.name || word.hasPrefix("--\(option.name)=") || option.short.map { word == "-\($0)" } == true
    }
    return isOption ? nil : words.popFirst()
  }

  private mutating func takeArgument(_ word: String) {
    let index = invocation.arguments.count
    guard let declared = index < command.arguments.count ? command.arguments[index] : repeatedArgument else {
      errors.append(.surplusArgument(word, command: command.name))
      return
    }
    if let error = mistake(word, for: declared.value, of: declared.value.name) { errors.append(error) }
    invocation.give(argument: word)
  }

  private var repeatedArgument: Argument? { command.arguments.last.flatMap { $0.isRepeated ? $0 : nil } }

  private mutating func checkArguments() {
    for (index, argument) in command.arguments.enumerated()
    where argument.isRequired && index >= invocation.arguments.count {
      errors.append(.missingArgument(argument.value.name, command: command.name))
    }
  }

  private mutating func checkGroups() {
    if command.takesRulesTwice, invocation.rulesArgument != nil, invocation.has("rules") {
      errors.append(.excluded(["PATH", "--rules"]))
    }
    for group in command.groups {
      let given = group.names.filter(invocation.has)
      if given.count > 1 {
        errors.append(.excluded(given.map { "--" + $0 }))
      } else if given.isEmpty, group.isRequired, !errors.contains(where: \.hidesMissingOption) {
        errors.append(.missingOption(group.names.map { "--" + $0 }, command: command.name))
      }
    }
  }
}

/// What is wrong with a value, if anything.
private func mistake(_ text: String, for value: Value, of owner: String) -> UsageError? {
  func bad(_ expected: String, nearest: String? = nil) -> UsageError {
    .badValue(text, of: owner, expected: expected, nearest: nearest)
  }
  switch value.kind {
  case .text: return text.allSatisfy(\.isWhitespace) ? bad("a \(value.name)") : nil
  case .file, .folder, .command: return text.isEmpty ? bad("a \(value.name)") : nil
  case .count: return wholeNumber(text).map { $0 >= 1 } == true ? nil : bad("a whole number from 1")
  case .percent: return wholeNumber(text).map { 1...100 ~= $0 } == true ? nil : bad("a whole number from 1 to 100")
  case .moment:
    return CivilDate(text) != nil || Timestamp(text) != nil ? nil : bad("a date such as 2026-03-01 or 2026-03-01T09:30")
  case .delimiter:
    return delimiterByte(text) != nil ? nil : bad("one character, or `tab`, `comma`, `semicolon`, `pipe`")
  case .pair:
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    return parts.count >= 2 && parts.last?.isEmpty == false ? nil : bad("a header, `=` and a field: `\(value.name)`")
  case .names:
    let isWhole = text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    return isWhole ? nil : bad("names parted by commas")
  case .choice(let choices):
    if choices.contains(text) { return nil }
    return bad(choices.map { "`\($0)`" }.joined(separator: ", "), nearest: nearestName(to: text, in: choices))
  }
}

/// The byte a delimiter option means.
func delimiterByte(_ text: String) -> UInt8? {
  switch text {
  case "tab", "\\t": return 0x09
  case "comma": return UInt8(ascii: ",")
  case "semicolon": return UInt8(ascii: ";")
  case "pipe": return UInt8(ascii: "|")
  default:
    guard text.utf8.count == 1, let byte = text.utf8.first, byte != 0x22, byte != 0x0A, byte != 0x0D else { return nil }
    return byte
  }
}
