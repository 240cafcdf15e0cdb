#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system's width of a scalar: 0, 1 or 2 columns, or −1 for what it does not know or cannot print. The headers that
/// Swift sees leave it out.
@_silgen_name("wcwidth")
private func systemWidth(_ scalar: Int32) -> Int32

/// The system knows characters beyond ASCII only in a locale of UTF-8.
private let knowsUnicode = (["C.UTF-8", "en_US.UTF-8"] as [String]).contains { setlocale(LC_CTYPE, $0) != nil }

/// The columns that a character takes on a terminal, as `shown` writes it.
public func displayWidth(of character: Character) -> Int {
  if let ascii = character.asciiValue {
    if ascii == 0x09 { return shownTab.count }
    return ascii < 0x20 || ascii == 0x7F ? 2 : 1
  }
  let scalars = character.unicodeScalars
  guard let first = scalars.first else { return 0 }
  if isControl(first) { return 1 }
  if isRegionalIndicator(first) { return scalars.count > 1 ? 2 : 1 }
  if first.properties.isEmojiPresentation || first.properties.isEmoji && scalars.contains(where: asksForEmoji) {
    return 2
  }
  return scalars.reduce(0) { $0 + width(of: $1) }
}

public func displayWidth(of text: some StringProtocol) -> Int { text.reduce(0) { $0 + displayWidth(of: $1) } }

/// What a terminal is given for a character: itself, or for a control `^X`, so that no text can command the terminal.
public func shown(_ character: Character) -> String {
  guard let first = character.unicodeScalars.first, isControl(first) else { return String(character) }
  if first == "\t" { return shownTab }
  guard let code = character.asciiValue else { return "\u{FFFD}" }
  return "^" + String(Unicode.Scalar(code ^ 0x40))
}

private let shownTab = "    "

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: true
  default: false
  }
}

/// Variation selector 16, or a tone of skin.
private func asksForEmoji(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\u{FE0F}" || scalar.properties.isEmojiModifier
}

private func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool { 0x1F1E6...0x1F1FF ~= scalar.value }

private func width(of scalar: Unicode.Scalar) -> Int {
  guard knowsUnicode else { return width(byProperties: scalar) }
  let width = Int(systemWidth(Int32(bitPattern: scalar.value)))
  return width >= 0 ? width : BantamTerminal.width(byProperties: scalar)
}

/// For systems with no such locale, and scalars newer than the system.
private func width(byProperties scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: 0
  default: 1
  }
}
