/// Bytes of a terminal to keys and pastes: UTF-8 and the sequences of xterm, vt, the Linux console, rxvt and tmux.
///
/// Sequences may arrive in pieces. Whether an ESC stands alone, only time tells: where `isPending` stays true for a
/// moment, the caller says so by `flush`.
public struct KeyDecoder: Sendable {
  private enum State {
    case ground
    /// A second ESC before a sequence is how rxvt says Alt.
    case escape(isDouble: Bool)
    /// After `ESC [`: what stands before the final byte.
    case control([UInt8], isAlt: Bool)
    /// After `ESC O`, likewise.
    case single([UInt8], isAlt: Bool)
    /// A sequence of known length without meaning for us.
    case skipping(Int)
    /// A string to the terminal's client, up to BEL or ST.
    case string(introducer: UInt8, length: Int, sawEscape: Bool)
    case scalar([UInt8], length: Int, isAlt: Bool)
    case paste
  }

  private static let escape: UInt8 = 0x1B
  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  /// What is kept of a sequence; a longer one means nothing to us.
  private static let maximumSequenceBytes = 64

  private let maximumPasteBytes: Int
  private var state = State.ground
  private var pasted: [UInt8] = []
  /// How much of `pasteEnd` has come.
  private var pasteEndCount = 0
  private var events: [TerminalEvent] = []

  /// - Parameter maximumPasteBytes: what comes beyond it in one paste is dropped.
  public init(maximumPasteBytes: Int = 4 << 20) { self.maximumPasteBytes = maximumPasteBytes }

  /// Whether a key has begun that is not complete.
  public var isPending: Bool {
    if case .ground = state { false } else { true }
  }

  /// Whether a paste has begun that is not complete.
  public var isPasting: Bool {
    if case .paste = state { true } else { false }
  }

  /// What is complete with these bytes.
  public mutating func feed(_ bytes: [UInt8]) -> [TerminalEvent] {
    var rest = bytes[...]
    while !rest.isEmpty {
      if isPasting {
        takePasted(&rest)
      } else {
        take(rest.removeFirst())
      }
    }
    defer { events = [] }
    return events
  }

  /// No byte follows soon: what has begun is decided as it stands.
  public mutating func flush() -> [TerminalEvent] {
    let unfinished = state
    state = .ground
    switch unfinished {
    case .ground, .skipping: break
    case .escape(let isDouble): for _ in 0..<(isDouble ? 2 : 1) { emit(.escape) }
    case .control(let bytes, _): if bytes.isEmpty { emit(.alt("[")) }
    case .single(let bytes, _): if bytes.isEmpty { emit(.alt("O")) }
    case .string(let introducer, let length, _): if length == 0 { emit(.alt(Character(Unicode.Scalar(introducer)))) }
    case .scalar: emit(.character("\u{FFFD}"))
    case .paste: endPaste()
    }
    defer { events = [] }
    return events
  }

  private mutating func emit(_ key: Key) { events.append(.key(key)) }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeFirst(byte, isAlt: false)
    case .escape(let isDouble): takeAfterEscape(byte, isDouble: isDouble)
    case .control(let bytes, let isAlt): takeControl(byte, after: bytes, isAlt: isAlt)
    case .single(let bytes, let isAlt): takeSingle(byte, after: bytes, isAlt: isAlt)
    case .skipping(let count): state = count > 1 ? .skipping(count - 1) : .ground
    case .string(let introducer, let length, let sawEscape):
      let isEnd = byte == 0x07 || byte == 0x18 || sawEscape && byte == UInt8(ascii: "\\")
      state =
        isEnd
        ? .ground : .string(introducer: introducer, length: length + 1, sawEscape: byte == Self.escape)
    case .scalar(let bytes, let length, let isAlt): takeScalar(byte, after: bytes, length: length, isAlt: isAlt)
    case .paste: break
    }
  }

  private mutating func takeFirst(_ byte: UInt8, isAlt: Bool) {
    state = .ground
    switch byte {
    case Self.escape: state = .escape(isDouble: false)
    case 0x0D, 0x0A: emit(isAlt ? .altEnter : .enter)
    case 0x09: emit(.tab)
    case 0x08, 0x7F: emit(isAlt ? .altBackspace : .backspace)
    case 0..<0x20: emit(.control(Character(Unicode.Scalar(byte < 0x1B && byte > 0 ? byte | 0x60 : byte | 0x40))))
    case 0x20..<0x7F: emit(character: Unicode.Scalar(byte), isAlt: isAlt)
    case 0xC2..<0xE0: state = .scalar([byte], length: 2, isAlt: isAlt)
    case 0xE0..<0xF0: state = .scalar([byte], length: 3, isAlt: isAlt)
    case 0xF0..<0xF5: state = .scalar([byte], length: 4, isAlt: isAlt)
    default: emit(.character("\u{FFFD}"))
    }
  }

  private mutating func emit(character scalar: Unicode.Scalar, isAlt: Bool) {
    emit(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))
  }

  private mutating func takeScalar(_ byte: UInt8, after bytes: [UInt8], length: Int, isAlt: Bool) {
    guard byte & 0xC0 == 0x80 else {
      emit(.character("\u{FFFD}"))
      return takeFirst(byte, isAlt: false)
    }
    let bytes = bytes + [byte]
    if bytes.count < length { return state = .scalar(bytes, length: length, isAlt: isAlt) }
    state = .ground
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else { return emit(.character("\u{FFFD}")) }
    // U+0080 to U+009F are controls that nobody types.
    if scalar.properties.generalCategory != .control { emit(character: scalar, isAlt: isAlt) }
  }

  private mutating func takeAfterEscape(_ byte: UInt8, isDouble: Bool) {
    switch byte {
    case UInt8(ascii: "["): state = .control([], isAlt: isDouble)
    case UInt8(ascii: "O"): state = .single([], isAlt: isDouble)
    case Self.escape:
      if isDouble { emit(.escape) }
      state = .escape(isDouble: true)
    default:
      if isDouble { emit(.escape) }
      switch byte {
      case UInt8(ascii: "]"), UInt8(ascii: "P"): state = .string(introducer: byte, length: 0, sawEscape: false)
      case 0x0D, 0x0A, 0x08, 0x7F, 0x20...: takeFirst(byte, isAlt: true)
      default:
        emit(.escape)
        takeFirst(byte, isAlt: false)
      }
    }
  }

  private mutating func takeControl(_ byte: UInt8, after bytes: [UInt8], isAlt: Bool) {
    switch byte {
    case UInt8(ascii: "[") where bytes.isEmpty: state = .skipping(1)
    case UInt8(ascii: "M") where bytes.isEmpty: state = .skipping(3)
    case UInt8(ascii: "$") where bytes.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: ";") ~= $0 }, 0x40..<0x7F:
      state = .ground
      if bytes == Array("200".utf8), byte == UInt8(ascii: "~") {
        state = .paste
      } else if bytes.count < Self.maximumSequenceBytes,
        let key = KeySequence(bytes, final: byte, isAlt: isAlt).controlKey
      {
        emit(key)
      }
    case 0x20..<0x40: state = .control(extended(bytes, byte), isAlt: isAlt)
    default: abandon(byte)
    }
  }

  private mutating func takeSingle(_ byte: UInt8, after bytes: [UInt8], isAlt: Bool) {
    switch byte {
    case 0x40..<0x7F, 0x20:
      state = .ground
      if let key = KeySequence(bytes, final: byte, isAlt: isAlt).singleKey { emit(key) }
    case 0x30..<0x40: state = .single(extended(bytes, byte), isAlt: isAlt)
    default: abandon(byte)
    }
  }

  private func extended(_ bytes: [UInt8], _ byte: UInt8) -> [UInt8] {
    bytes.count < Self.maximumSequenceBytes ? bytes + [byte] : bytes
  }

  /// A byte that no sequence holds ends it; CAN and SUB do nothing else.
  private mutating func abandon(_ byte: UInt8) {
    state = .ground
    if byte != 0x18, byte != 0x1A { takeFirst(byte, isAlt: false) }
  }

  private mutating func takePasted(_ bytes: inout ArraySlice<UInt8>) {
    if pasteEndCount == 0 {
      let end = bytes.firstIndex(of: Self.escape) ?? bytes.endIndex
      keepPasted(bytes[..<end])
      bytes = bytes[end...]
    }
    guard let byte = bytes.first else { return }
    if byte == Self.pasteEnd[pasteEndCount] {
      bytes.removeFirst()
      pasteEndCount += 1
      if pasteEndCount == Self.pasteEnd.count {
        pasteEndCount = 0
        endPaste()
      }
    } else {
      keepPasted(Self.pasteEnd[..<pasteEndCount])
      pasteEndCount = 0
    }
  }

  private mutating func keepPasted(_ bytes: ArraySlice<UInt8>) {
    pasted += bytes.prefix(maximumPasteBytes - pasted.count)
  }

  private mutating func endPaste() {
    state = .ground
    pasteEndCount = 0
    events.append(.paste(String(decoding: pasted, as: UTF8.self)))
    pasted = []
  }
}
