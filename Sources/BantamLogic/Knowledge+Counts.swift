import BantamProgram

// Counts depend on each other: whoever did something in the last 30 days did it in the last 60 days too.
extension Knowledge {
  /// What the new statement excludes together with others about other subjects.
  func conflict(in box: Box, with literal: Literal) -> Box.Conflict? {
    switch literal.subject {
    case .count, .edge: activityConflict(box, literal)
    case .persons: personConflict(box, literal)
    case .tag(let whose, let field, _): tagConflict(box, literal, .field(whose, field))
    case .field(let whose, let field):
      missingTags(box, literal, whose, field) ?? kindConflict(box, literal, whose)
    case .kind(let whose): kindConflict(box, literal, whose)
    case .hasCompany, .expression, .order, .timeOrder, .aggregate, .sample, .stage, .flag: nil
    }
  }

  private func first(_ subject: Subject, in box: Box, _ literal: Literal) -> Box.Conflict {
    let other = box.literals.first { $0.subject == subject } ?? literal
    return Box.Conflict(first: other.span, second: literal.span)
  }

  // MARK: Companies and persons

  /// A person has no fields of companies, and the other way round.
  private func kindConflict(_ box: Box, _ literal: Literal, _ whose: Whose) -> Box.Conflict? {
    var kinds = box.states[.kind(whose)]?.numbers[.number] ?? Intervals(0, 1)
    guard let asked = needs(literal.subject, box, whose) ?? (isKind(literal.subject) ? kinds : nil) else { return nil }
    kinds = kinds.intersection(asked)
    if kinds.isEmpty { return first(.kind(whose), in: box, literal) }
    for other in box.literals where other.subject != literal.subject {
      guard let needed = needs(other.subject, box, whose) else { continue }
      kinds = kinds.intersection(needed)
      if kinds.isEmpty { return Box.Conflict(first: other.span, second: literal.span) }
    }
    return nil
  }

  private func isKind(_ subject: Subject) -> Bool {
    if case .kind = subject { return true }
    return false
  }

  /// The kind a contact must be of to have the value; nil: either, or the value may be missing.
  private func needs(_ subject: Subject, _ box: Box, _ whose: Whose) -> Intervals? {
    guard case .field(whose, let field) = subject, let state = box.states[subject], !state.allowsMissing else {
      return nil
    }
    switch program.fields[field].context {
    case .company: return Intervals(0, 0)
    case .person: return Intervals(1, 1)
    case .contact, .activity: return nil
    }
  }

  // MARK: Tags

  private func tagConflict(_ box: Box, _ literal: Literal, _ field: Subject) -> Box.Conflict? {
    guard box.states[literal.subject]?.numbers[.number]?.low == 1, let state = box.states[field], !state.allowsValues
    else { return nil }
    return first(field, in: box, literal)
  }

  private func missingTags(_ box: Box, _ literal: Literal, _ whose: Whose, _ field: FieldID) -> Box.Conflict? {
    guard box.states[literal.subject]?.allowsValues == false else { return nil }
    for (subject, state) in box.states {
      guard case .tag(whose, field, _) = subject, state.numbers[.number]?.low == 1 else { continue }
      return first(subject, in: box, literal)
    }
    return nil
  }

  // MARK: Activities

  private func activityConflict(_ box: Box, _ literal: Literal) -> Box.Conflict? {
    if case .count(_, let filter) = literal.subject, let condition = filter.condition,
      let least = box.states[literal.subject]?.numbers[.number]?.low, least > 0, isNever(condition)
    {
      return Box.Conflict(first: condition.span, second: literal.span)
    }
    for (subject, state) in box.states where subject != literal.subject {
      guard isActivity(subject) else { continue }
      let new = (literal.subject, box.states[literal.subject] ?? Box.State())
      if excludes(new, (subject, state)) || excludes((subject, state), new) {
        return first(subject, in: box, literal)
      }
    }
    return nil
  }

  private func isActivity(_ subject: Subject) -> Bool {
    switch subject {
    case .count, .edge: true
    case .kind, .hasCompany, .field, .tag, .expression, .order, .timeOrder, .persons, .aggregate, .sample, .stage,
      .flag:
      false
    }
  }

  /// Whether what is counted first is part of what is counted second, and yet must be more.
  private func excludes(_ small: (Subject, Box.State), _ large: (Subject, Box.State)) -> Bool {
    guard case .count(let whose, let filter) = small.0, let least = small.1.numbers[.number]?.low, least > 0 else {
      return false
    }
    switch large.0 {
    case .count(let otherWhose, let other):
      guard whose == otherWhose, isPart(filter, of: other), let most = large.1.numbers[.number]?.high else {
        return false
      }
      return most < least
    case .edge(let otherWhose, let edge, let other):
      // The last one is not before any that was counted, the first one not after it.
      guard whose == otherWhose, !large.1.allowsMissing, isSameKind(filter, partOf: other), let window = filter.window,
        let (aspect, counted) = timeSet(window, isDate: false), let set = large.1.numbers[aspect]
      else { return false }
      switch edge {
      case .last: return set.intersection(Intervals(counted.low ?? Intervals.least, .max)).isEmpty
      case .first: return set.intersection(Intervals(Intervals.least, counted.high ?? .max)).isEmpty
      }
    case .kind, .hasCompany, .field, .tag, .expression, .order, .timeOrder, .persons, .aggregate, .sample, .stage,
      .flag:
      return false
    }
  }

  /// Whether every activity of the first filter is one of the second.
  func isPart(_ first: ActivityFilter, of second: ActivityFilter) -> Bool {
    guard isSameKind(first, partOf: second) else { return false }
    guard let wide = second.window else { return true }
    guard let narrow = first.window, let (aspect, inner) = timeSet(narrow, isDate: false),
      let (otherAspect, outer) = timeSet(wide, isDate: false)
    else { return first.window == wide }
    return narrow == wide || aspect == otherAspect && inner.isSubset(of: outer)
  }

  private func isSameKind(_ first: ActivityFilter, partOf second: ActivityFilter) -> Bool {
    (second.kind == nil || first.kind?.lowercased() == second.kind?.lowercased())
      && (second.condition == nil || first.condition == second.condition)
  }

  func timeSet(_ test: TimeTest, isDate: Bool) -> (Aspect, Intervals)? {
    TimeFrame.window(test, isDate: isDate) { moment in
      switch moment {
      case .day(let day):
        isDate
          ? Int64(day)...Int64(day)
          : self.zone.startOfDay(day)...max(self.zone.startOfDay(day), self.zone.startOfDay(day + 1) - 1)
      case .instant(let instant):
        isDate
          ? Int64(self.zone.localDay(ofInstant: instant))...Int64(self.zone.localDay(ofInstant: instant))
          : instant...instant
      case .today: nil
      }
    }
  }

  // MARK: Persons

  private func personConflict(_ box: Box, _ literal: Literal) -> Box.Conflict? {
    guard case .persons(let condition) = literal.subject, let state = box.states[literal.subject],
      !state.allowsMissing
    else { return nil }
    if let least = state.numbers[.number]?.low, least > 0, isNever(condition) {
      return Box.Conflict(first: condition.span, second: literal.span)
    }
    for (subject, other) in box.states where subject != literal.subject {
      guard case .persons(let otherCondition) = subject, !other.allowsMissing else { continue }
      if mustBeMore(condition, state, otherCondition, other) || mustBeMore(otherCondition, other, condition, state) {
        return first(subject, in: box, literal)
      }
    }
    return nil
  }

  private func mustBeMore(_ small: Condition, _ few: Box.State, _ large: Condition, _ many: Box.State) -> Bool {
    guard let least = few.numbers[.number]?.low, least > 0, let most = many.numbers[.number]?.high, most < least else {
      return false
    }
    let span = small.span
    return isNever(Condition(.all([small, Condition(.not(large), span)]), span))
  }
}
