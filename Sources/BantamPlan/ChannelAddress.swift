import BantamProgram
import BantamSystem

/// What a channel reaches a contact by. `no address for CHANNEL` and the suppression lists both go by it, so that a list
/// never stops somebody at another address than the one that is written to.
public enum ChannelAddress: Sendable, Hashable {
  /// One text, compared with folded letters.
  case text(FieldID)
  /// A telephone number, compared by its digits.
  case telephone(FieldID)
  /// Several fields together: no single text on a list is equal to them, a list names the contact.
  case parts([FieldID])

  /// nil where the rules have no field for it.
  public init?(of channel: String, _ program: Program) {
    let name = Self.plain(channel)
    let known = Self.fields[name]
    let fields = (known ?? [name]).compactMap { wanted in
      program.fields.lastIndex {
        Self.plain($0.name) == wanted && $0.context != .activity && (known != nil || $0.type == .text)
      }
    }
    guard let first = fields.first else { return nil }
    if Self.isOfSeveralParts(channel) {
      self = .parts(fields)
    } else {
      self = Self.telephones.contains(name) ? .telephone(first) : .text(first)
    }
  }

  public var fields: [FieldID] {
    switch self {
    case .text(let field), .telephone(let field): [field]
    case .parts(let fields): fields
    }
  }

  /// Whether a channel, however it is spelled, has no address that is one text.
  public static func isOfSeveralParts(_ channel: String) -> Bool { (fields[plain(channel)]?.count ?? 1) > 1 }

  /// Where the field is not called as the channel is.
  private static let fields = [
    "email": ["email"], "phone": ["phone"], "telephone": ["phone"], "sms": ["phone"], "post": ["street", "postcode"],
  ]

  private static let telephones: Set<String> = ["phone", "telephone", "sms", "mobile", "fax"]

  /// A name with case, blanks, `-` and `_` aside.
  private static func plain(_ name: String) -> String {
    foldCase(name).filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  // MARK: Comparing

  /// What two addresses of the channel have in common when they are the same; empty for none.
  public func compared(_ address: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    switch self {
    case .text, .parts: return foldCase(utf8: address)
    case .telephone:
      let digits = Self.digits(String(decoding: address, as: UTF8.self))
      return digits.isEmpty ? foldCase(utf8: address) : digits
    }
  }

  /// `+49 (0)40 222`, `0049 40 222` and `4940222` are all `4940222`.
  private static func digits(_ number: String) -> [UInt8] {
    var digits: [UInt8] = []
    for character in number.replacing("(0)", with: "") {
      guard let value = character.wholeNumberValue, 0...9 ~= value else { continue }
      digits.append(0x30 + UInt8(value))
    }
    return digits.starts(with: [0x30, 0x30]) ? Array(digits.dropFirst(2)) : digits
  }
}
