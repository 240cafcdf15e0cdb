/// Who may get which leads: everything that decides it, as plain values. `assign` solves it.
///
/// Leads are the numbers 0..<`leads`, best first; persons, teams and rules are named by their index.
struct AssignmentProblem: Sendable {
  /// Somebody who works on leads.
  struct Person: Sendable {
    var address: String
    /// How many leads they hold now, of all campaigns.
    var open: Int
    /// On the day of the run. Who is away gets nothing.
    var isAway: Bool
    /// How many leads they hold at once, of all campaigns, or take in a period, of all campaigns of the team.
    var capacity: Capacity?
    /// Set of `conditions` with the leads they take at all; nil for all.
    var territory: Int?

    init(
      _ address: String, open: Int = 0, isAway: Bool = false, capacity: Capacity? = nil, territory: Int? = nil
    ) {
      self.address = address
      self.open = open
      self.isAway = isAway
      self.capacity = capacity
      self.territory = territory
    }
  }

  /// At most so many leads in a period, of which some are used up before the run.
  struct Capacity: Sendable {
    var most: Int
    var used: Int

    init(most: Int, used: Int = 0) {
      self.most = most
      self.used = used
    }
  }

  struct Team: Sendable {
    var name: String
    /// In the order of the rules' text: the first one wins a tie.
    var members: [Member]

    init(_ name: String, _ members: [Member]) {
      self.name = name
      self.members = members
    }
  }

  struct Member: Sendable {
    var person: Int
    /// The share of this member where a rule says `weighted`; at least 1.
    var weight: Int
    /// The fairness ledger: leads given to them as a member of this team so far, and what was credited to them.
    var given: Int

    init(_ person: Int, weight: Int = 1, given: Int = 0) {
      self.person = person
      self.weight = weight
      self.given = given
    }
  }

  enum Target: Sendable, Hashable {
    case team(Int)
    case person(Int)
    /// Who owns the lead's contact elsewhere already.
    case previousOwner
  }

  /// How a team shares its leads; without meaning for other targets.
  enum Method: String, Sendable {
    /// Who was given the fewest by the ledger.
    case roundRobin
    /// Who holds the fewest open leads.
    case leastLoaded
    /// In the proportion of the members' weights, by the ledger.
    case weighted
  }

  struct Rule: Sendable {
    var target: Target
    var method: Method
    /// Set of `conditions` with the leads for which the rule holds; nil for all.
    var condition: Int?
    /// At most so many leads of the target for each of its persons in the rule's period; nil for any number.
    var most: Int?
    /// What they used up of that before the run: one number per member of the team; one for a person; one per person of
    /// the problem for `previousOwner`. Empty: nothing.
    var used: [Int]

    init(
      _ target: Target, _ method: Method = .roundRobin, condition: Int? = nil, most: Int? = nil, used: [Int] = []
    ) {
      self.target = target
      self.method = method
      self.condition = condition
      self.most = most
      self.used = used
    }
  }

  var leads: Int
  var persons: [Person]
  var teams: [Team]
  /// The first one that holds and has somebody with room gets the lead.
  var rules: [Rule]
  /// Per lead a person, or -1; empty where no lead has a previous owner.
  var previousOwners: [Int32]
  /// The territories of persons and the conditions of rules.
  var conditions: LeadSets

  init(
    leads: Int, persons: [Person], teams: [Team] = [], rules: [Rule], previousOwners: [Int32] = [],
    conditions: LeadSets? = nil
  ) {
    self.leads = leads
    self.persons = persons
    self.teams = teams
    self.rules = rules
    self.previousOwners = previousOwners
    self.conditions = conditions ?? LeadSets(leads: leads)
  }
}
