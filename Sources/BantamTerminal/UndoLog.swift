/// What was done to a text, in steps that are taken back and done again as a whole.
struct UndoLog: Hashable, Sendable {
  struct Step: Hashable, Sendable {
    var changes: [TextBuffer.Change]
    var before: TextPosition
    var after: TextPosition
  }

  /// What goes on in one step as long as nothing else comes between: a word being typed, characters being deleted.
  enum Kind: Hashable, Sendable {
    case typing, deleting, other
  }

  private static let maximumSteps = 1_000

  private var done: [Step] = []
  private var undone: [Step] = []
  private var openKind: Kind?

  /// - Parameter startsStep: whether a step of this kind that is open ends before it.
  mutating func add(
    _ change: TextBuffer.Change, _ kind: Kind, before: TextPosition, after: TextPosition, startsStep: Bool
  ) {
    undone = []
    if !startsStep, openKind == kind, kind != .other, !done.isEmpty {
      done[done.count - 1].changes.append(change)
      done[done.count - 1].after = after
    } else {
      if done.count == Self.maximumSteps { done.removeFirst() }
      done.append(Step(changes: [change], before: before, after: after))
    }
    openKind = kind
  }

  /// What comes next is a step of its own.
  mutating func close() { openKind = nil }

  mutating func undo(in text: inout TextBuffer) -> TextPosition? {
    close()
    guard let step = done.popLast() else { return nil }
    for change in step.changes.reversed() { text.apply(change.inverse) }
    undone.append(step)
    return step.before
  }

  mutating func redo(in text: inout TextBuffer) -> TextPosition? {
    close()
    guard let step = undone.popLast() else { return nil }
    for change in step.changes { text.apply(change) }
    done.append(step)
    return step.after
  }
}
