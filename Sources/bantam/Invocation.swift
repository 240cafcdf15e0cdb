/// What a person wrote behind the name of a command, checked against its declaration.
struct Invocation: Sendable {
  let command: Command
  private(set) var arguments: [String] = []
  private var given: [String: [String]] = [:]

  init(_ command: Command) { self.command = command }

  /// Whether the option is given; asking for one that the command does not declare is our mistake.
  func has(_ name: String) -> Bool {
    precondition(command.option(named: name) != nil, "`\(command.name)` declares no option `\(name)`")
    return given[name] != nil
  }

  func values(_ name: String) -> [String] { has(name) ? given[name, default: []] : [] }

  func value(_ name: String) -> String? { values(name).last }

  /// The value of an option of kind `count`, already checked.
  func count(_ name: String) -> Int? { value(name).flatMap(wholeNumber) }

  /// The first of some switches that is given.
  func first(of names: [String]) -> String? { names.first(where: has) }

  mutating func give(_ option: Option, _ value: String?) { given[option.name, default: []] += value.map { [$0] } ?? [] }

  mutating func give(argument: String) { arguments.append(argument) }
}

/// A whole number as people write it: `5000`, `5_000`, `5,000`.
func wholeNumber(_ text: String) -> Int? {
  let digits = text.filter { $0 != "_" && $0 != "," }
  guard digits.first?.isASCII == true, digits.first?.isNumber == true else { return nil }
  return Int(digits)
}
