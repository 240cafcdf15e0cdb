/// Greek and Cyrillic letters that look like Latin ones.
///
/// Source: those pairs of Unicode Technical Standard 39, `confusables.txt`, that common typefaces draw alike.
enum LookAlikes {
  private static let pairs: [(alphabet: String, letters: String, latin: String)] = [
    ("Cyrillic", "асеһіјоԛрѕԝхуԁӏ", "acehijoqpswxydl"),
    ("Cyrillic", "АВСЕНІЈКМОРЅТХУԜ", "ABCEHIJKMOPSTXYW"),
    ("Greek", "αιονρυϲϳ", "aiovpucj"),
    ("Greek", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
  ]

  private static let table: [Unicode.Scalar: (latin: Unicode.Scalar, alphabet: String)] = {
    var table: [Unicode.Scalar: (latin: Unicode.Scalar, alphabet: String)] = [:]
    for pair in pairs {
      for (letter, latin) in zip(pair.letters.unicodeScalars, pair.latin.unicodeScalars) {
        table[letter] = (latin, pair.alphabet)
      }
    }
    return table
  }()

  /// A word that mixes Latin letters with others that look like them.
  struct Mixture {
    var letter: Unicode.Scalar
    var latin: Unicode.Scalar
    var alphabet: String
  }

  /// The first word of a text that mixes; words of one alphabet are nobody's disguise.
  static func mixture(in text: String) -> Mixture? {
    var found: Mixture?
    var hasLatin = false
    for scalar in text.unicodeScalars {
      guard scalar.properties.isAlphabetic else {
        if hasLatin, let found { return found }
        (found, hasLatin) = (nil, false)
        continue
      }
      if isLatin(scalar) {
        hasLatin = true
      } else if found == nil, let entry = table[scalar] {
        found = Mixture(letter: scalar, latin: entry.latin, alphabet: entry.alphabet)
      }
    }
    return hasLatin ? found : nil
  }

  /// The text with its look-alikes in Latin; nil where other letters of these alphabets stay.
  static func latin(_ text: String) -> String? {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let latin = table[scalar]?.latin ?? scalar
      if latin.properties.isAlphabetic, !isLatin(latin) { return nil }
      result.append(latin)
    }
    return String(result)
  }

  /// Latin letters up to Latin Extended-B, and those with further marks.
  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x250 || (0x1E00...0x1EFF).contains(scalar.value)
  }

  /// Whether bytes of Greek or Cyrillic letters (U+0370 to U+052F) stand in a text at all.
  static func mayHold(_ bytes: some Sequence<UInt8>) -> Bool { bytes.contains { (0xCD...0xD4).contains($0) } }
}
