import Testing

@testable import BantamSystem

/// Unicode simple case folding, told as a rule with its exceptions and held against every scalar.
@Suite struct FoldCaseTests {
  @Test(arguments: [
    ("Hamburg", "hamburg"), ("  GmbH & Co. KG\t\n", "gmbh & co. kg"), ("MÜLLER", "müller"), ("Straße", "straße"),
    ("STRAẞE", "straße"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("ς", "σ"), ("İstanbul", "İstanbul"), ("K\u{212A}", "kk"),
    ("\u{A0}\u{2003}Łódź\u{3000}", "łódź"), ("", ""), ("   ", ""), ("Ǆ ǅ ǆ", "ǆ ǆ ǆ"), ("1 A", "1 a"), ("@[`{", "@[`{"),
    ("ﬀ", "ﬀ"), ("ЖЁ", "жё"),
  ])
  func foldsAndTrims(text: String, folded: String) {
    #expect(foldCase(text).unicodeScalars.elementsEqual(folded.unicodeScalars))
  }

  @Test func everyScalar() {
    var differences: [String] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, age.major <= 17 else { continue }
      if foldScalar(scalar) != expected(scalar) { differences.append(String(value, radix: 16)) }
    }
    #expect(differences == [])
  }

  @Test func foldingTwiceChangesNothing() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let folded = foldScalar(scalar)
      if folded != scalar, foldScalar(folded) != folded { Issue.record("\(String(value, radix: 16))") }
    }
  }

  @Test func malformedBytesBecomeTheReplacementCharacter() {
    let folded = [0x41, 0xFF, 0x42].withUnsafeBufferPointer { foldCase(utf8: $0) }
    #expect(folded == [0x61, 0xEF, 0xBF, 0xBD, 0x62])
  }

  /// The lower case of the upper case, where both are one scalar; but Cherokee folds to its capitals, the dotted and
  /// dotless `i` of Turkish stay, and three pairs that only full folding joined were added in Unicode 15.1.
  private func expected(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x130, 0x131: return scalar
    case 0x13A0...0x13F5: return scalar
    case 0x13F8...0x13FD: return Unicode.Scalar(scalar.value - 8) ?? scalar
    case 0xAB70...0xABBF: return Unicode.Scalar(scalar.value - 0xAB70 + 0x13A0) ?? scalar
    case 0x1FD3: return "\u{390}"
    case 0x1FE3: return "\u{3B0}"
    case 0xFB05: return "\u{FB06}"
    default:
      let upper = single(scalar.properties.uppercaseMapping) ?? scalar
      return single(upper.properties.lowercaseMapping) ?? scalar
    }
  }

  private func single(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
  }
}
