/// What stands between `ESC [` or `ESC O` and the final byte, and the key that it means.
///
/// Sources: XTerm Control Sequences ("PC-Style Function Keys", "VT220-Style"), rxvt's manual, and
/// https://sw.kovidgoyal.net/kitty/keyboard-protocol for `u`.
struct KeySequence {
  private let numbers: [Int]
  private let final: Unicode.Scalar
  private let isAlt: Bool

  init(_ parameters: [UInt8], final: UInt8, isAlt: Bool) {
    numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
      Int(String(decoding: part.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) ?? 0
    }
    self.final = Unicode.Scalar(final)
    self.isAlt = isAlt
  }

  private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }

  /// One more than a sum of 1 for Shift, 2 for Alt, 4 for Ctrl and 8 for Meta.
  private func modifiers(_ number: Int) -> Key.Modifiers {
    let bits = number > 1 ? number - 1 : 0
    var modifiers = Key.Modifiers(rawValue: UInt8(bits & 7))
    if isAlt || bits & 8 != 0 { modifiers.insert(.alt) }
    return modifiers
  }

  /// The key of `ESC [`.
  var controlKey: Key? {
    switch final {
    case "Z": return .backTab
    case "~": return numberedKey(modifiers(number(1)))
    case "$": return numberedKey(modifiers(0).union(.shift))
    case "^": return numberedKey(modifiers(0).union(.control))
    case "@": return numberedKey(modifiers(0).union([.control, .shift]))
    case "a", "b", "c", "d": return letterKey?.with(.shift, modifiers(0))
    case "u": return codedKey(number(0), modifiers(number(1)))
    default: return letterKey?.with([], modifiers(number(1)))
    }
  }

  /// The key of `ESC O`: arrows, and the keypad in its application mode.
  var singleKey: Key? {
    switch final {
    case "M": return .enter
    case "I": return .tab
    case " ": return .character(" ")
    case "X": return .character("=")
    case "j"..."y":
      let signs = Array("*+,-./0123456789")
      return .character(signs[Int(final.value) - 0x6A])
    case "a", "b", "c", "d": return letterKey?.with(.control, modifiers(0))
    default: return letterKey?.with([], modifiers(numbers.last ?? 0))
    }
  }

  private var letterKey: Key.Name? {
    switch final {
    case "A", "a": .up
    case "B", "b": .down
    case "C", "c": .right
    case "D", "d": .left
    case "H": .home
    case "F": .end
    default: nil
    }
  }

  private func numberedKey(_ modifiers: Key.Modifiers) -> Key? {
    switch number(0) {
    case 1, 7: .named(.home, modifiers)
    case 4, 8: .named(.end, modifiers)
    case 3: .named(.delete, modifiers)
    case 5: .named(.pageUp, modifiers)
    case 6: .named(.pageDown, modifiers)
    case 27: codedKey(number(2), modifiers)
    default: nil
    }
  }

  /// A key by its code point.
  private func codedKey(_ code: Int, _ modifiers: Key.Modifiers) -> Key? {
    switch code {
    case 13: return modifiers.isEmpty ? .enter : .altEnter
    case 9: return modifiers.contains(.shift) ? .backTab : .tab
    case 27: return .escape
    case 8, 127: return modifiers.isDisjoint(with: [.alt, .control]) ? .backspace : .altBackspace
    default:
      guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init), code >= 0x20 else { return nil }
      // The private use area stands for keys without a character.
      guard scalar.properties.generalCategory != .privateUse, scalar.properties.generalCategory != .control else {
        return nil
      }
      let character = Character(scalar)
      if modifiers.contains(.control) { return .control(Character(character.lowercased())) }
      return modifiers.contains(.alt) ? .alt(character) : .character(character)
    }
  }
}

extension Key.Name {
  fileprivate func with(_ own: Key.Modifiers, _ sent: Key.Modifiers) -> Key { .named(self, own.union(sent)) }
}
