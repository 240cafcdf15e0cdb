/// The text that a person writes, of one line or several, and what each key does to it.
///
/// It draws nothing and asks nothing: the caller shows `text`, `cursor` and `search`, and decides what follows from an
/// `Action`. The keys are those of readline, where it has them.
public struct LineEditor: Sendable {
  /// What a key has done, or what it asks the caller for.
  public enum Action: Hashable, Sendable {
    /// The text is another; the cursor may be elsewhere too.
    case edited
    /// Only the cursor is elsewhere.
    case moved
    /// Enter: `accept` the text, or `insertNewline` where it is not complete.
    case submit
    /// Tab.
    case complete
    /// Ctrl-C; the text is still there.
    case interrupt
    /// Ctrl-D without text.
    case endOfInput
    /// Ctrl-Z.
    case suspend
    /// Ctrl-L.
    case redraw
    /// `search` has begun, changed or been given up.
    case searchChanged
    /// The key means nothing here.
    case none
  }

  var buffer = TextBuffer()
  /// Always within the text.
  var position = TextPosition(line: 0, column: 0)
  var undoLog = UndoLog()
  /// The column on the screen to which Up and Down return after shorter lines.
  var goalColumn: Int?
  /// What was cut last, for Ctrl-Y.
  var cutText: [[Character]] = []
  /// Whether the last key cut something, so that the next one adds to it.
  var isCutting = false
  var browsing: HistoryBrowsing

  /// The search through the history that is going on.
  public internal(set) var search: HistorySearch?

  /// - Parameter history: the oldest first.
  public init(history: [String] = []) { browsing = HistoryBrowsing(entries: history) }

  public var text: String { buffer.text }
  public var isEmpty: Bool { buffer.isEmpty }
  public var lineCount: Int { buffer.lines.count }
  public func line(_ index: Int) -> String { String(buffer.lines[index]) }

  public var cursor: TextPosition { position }
  /// In bytes of UTF-8.
  public var cursorOffset: Int { buffer.offset(of: position) }

  public mutating func handle(_ key: Key) -> Action {
    if search != nil { return handleSearch(key) }
    return handleOutsideSearch(key)
  }

  mutating func handleOutsideSearch(_ key: Key) -> Action {
    let wasCutting = isCutting
    isCutting = false
    let action = action(of: key, wasCutting: wasCutting)
    if action != .edited { undoLog.close() }
    return action
  }

  private mutating func action(of key: Key, wasCutting: Bool) -> Action {
    switch key {
    case .character(let character): return type(character)
    case .enter: return .submit
    case .altEnter: return insertNewline()
    case .tab: return .complete
    case .backspace: return delete(to: positionBefore(position))
    case .altBackspace: return cut(to: wordStart(before: position), adds: wasCutting)
    case .control(let letter): return handleControl(letter, wasCutting: wasCutting)
    case .alt(let character): return handleAlt(character, wasCutting: wasCutting)
    case .named(let name, let modifiers): return handle(name, modifiers, wasCutting: wasCutting)
    case .backTab, .escape: return .none
    }
  }

  private mutating func handleControl(_ letter: Character, wasCutting: Bool) -> Action {
    switch letter {
    case "a": return move(to: lineStart)
    case "b": return move(to: positionBefore(position))
    case "c": return .interrupt
    case "d": return isEmpty ? .endOfInput : delete(to: positionAfter(position))
    case "e": return move(to: lineEnd)
    case "f": return move(to: positionAfter(position))
    case "k": return cut(to: position == lineEnd ? positionAfter(position) : lineEnd, adds: wasCutting)
    case "l": return .redraw
    case "n": return browse(by: 1)
    case "p": return browse(by: -1)
    case "r", "s": return beginSearch()
    case "t": return transpose()
    case "u": return cut(to: position == lineStart ? positionBefore(position) : lineStart, adds: wasCutting)
    case "w": return cut(to: spacedWordStart(before: position), adds: wasCutting)
    case "y": return insert(cutText)
    case "z": return .suspend
    case "_": return undo()
    default: return .none
    }
  }

  private mutating func handleAlt(_ character: Character, wasCutting: Bool) -> Action {
    switch character {
    case "b": return move(to: wordStart(before: position))
    case "f": return move(to: wordEnd(after: position))
    case "d": return cut(to: wordEnd(after: position), adds: wasCutting)
    case "<": return move(to: TextPosition(line: 0, column: 0))
    case ">": return move(to: buffer.end)
    case "_": return redo()
    default: return .none
    }
  }

  private mutating func handle(_ name: Key.Name, _ modifiers: Key.Modifiers, wasCutting: Bool) -> Action {
    let isByWord = !modifiers.isDisjoint(with: [.alt, .control])
    switch name {
    case .left: return move(to: isByWord ? wordStart(before: position) : positionBefore(position))
    case .right: return move(to: isByWord ? wordEnd(after: position) : positionAfter(position))
    case .home: return move(to: isByWord ? TextPosition(line: 0, column: 0) : lineStart)
    case .end: return move(to: isByWord ? buffer.end : lineEnd)
    case .delete:
      if isByWord { return cut(to: wordEnd(after: position), adds: wasCutting) }
      return delete(to: positionAfter(position))
    case .up: return position.line > 0 ? moveVertically(by: -1) : browse(by: -1)
    case .down: return position.line + 1 < lineCount ? moveVertically(by: 1) : browse(by: 1)
    case .pageUp, .pageDown: return .none
    }
  }
}
