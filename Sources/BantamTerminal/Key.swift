/// A key as a person presses it, whatever bytes the terminal sends for it.
public enum Key: Hashable, Sendable {
  /// One scalar; marks that follow come as keys of their own, and the text joins them.
  case character(Character)
  /// A letter in lower case or one of `@ \ ] ^ _`.
  case control(Character)
  case alt(Character)
  case enter, altEnter, tab, backTab, backspace, altBackspace, escape
  case named(Name, Modifiers)

  public enum Name: String, Sendable, CaseIterable {
    case up, down, left, right, home, end, pageUp, pageDown, delete
  }

  public struct Modifiers: OptionSet, Hashable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
  }

  public static let up = Key.named(.up, [])
  public static let down = Key.named(.down, [])
  public static let left = Key.named(.left, [])
  public static let right = Key.named(.right, [])
  public static let home = Key.named(.home, [])
  public static let end = Key.named(.end, [])
  public static let pageUp = Key.named(.pageUp, [])
  public static let pageDown = Key.named(.pageDown, [])
  public static let delete = Key.named(.delete, [])
}

/// What comes in from a terminal.
public enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  /// Text pasted at once, with the line ends it came with.
  case paste(String)
  /// The window has another size, or somebody else has used the screen meanwhile: draw anew.
  case resized
  /// `RawTerminal.wake` was called, once or several times.
  case woken
  /// Nothing will come any more.
  case closed
}
