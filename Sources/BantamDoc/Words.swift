/// Running text for people: words of ours, words of the user, and names that lead to a declaration.
///
/// Nothing in here is escaped; each form of output does that for itself.
public struct Words: Sendable, Hashable {
  public enum Piece: Sendable, Hashable {
    case text(String)
    /// A declared name as the sentence writes it.
    case mention(String, Reference)
    /// A word of the rules or of a table, to be set apart.
    case code(String)
  }

  public private(set) var pieces: [Piece] = []

  public init() {}

  public init(_ piece: Piece) { pieces = [piece] }

  public init(text: String) { if !text.isEmpty { pieces = [.text(text)] } }

  public static func code(_ text: String) -> Words { Words(.code(text)) }

  /// The words alone.
  public var plain: String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .mention(let text, _), .code(let text): text
      }
    }.joined()
  }

  public var isEmpty: Bool { pieces.isEmpty }

  /// The same with a capital at the start, where a word of ours stands there.
  var capitalized: Words {
    guard case .text(let text)? = pieces.first, let first = text.first else { return self }
    var result = self
    result.pieces[0] = .text(first.uppercased() + text.dropFirst())
    return result
  }

  public static func + (first: Words, second: Words) -> Words {
    var result = first
    result.append(second)
    return result
  }

  mutating func append(_ words: Words) {
    for piece in words.pieces {
      if case .text(let text) = piece, case .text(let before)? = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
      } else {
        pieces.append(piece)
      }
    }
  }
}

extension Words: ExpressibleByStringInterpolation {
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var words = Words()

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { words.append(Words(text: literal)) }

    public mutating func appendInterpolation(_ part: Words) { words.append(part) }

    public mutating func appendInterpolation(_ part: String) { words.append(Words(text: part)) }

    public mutating func appendInterpolation(_ part: Int) { words.append(Words(text: String(part))) }
  }

  public init(stringLiteral value: String) { self.init(text: value) }

  public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.words }
}

extension [Words] {
  func joined(_ separator: Words) -> Words {
    var result = Words()
    for (index, words) in enumerated() {
      if index > 0 { result.append(separator) }
      result.append(words)
    }
    return result
  }

  /// `a, b and c`
  func listed(_ conjunction: String) -> Words {
    guard let last, count > 1 else { return first ?? Words() }
    return Array(dropLast()).joined(", ") + " \(conjunction) " + last
  }
}
