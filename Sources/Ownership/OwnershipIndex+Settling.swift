extension OwnershipIndex {
  /// The number of a principal, which is given it when it is first met.
  mutating func number(of principal: Principal) -> Int {
    if let number = numbers[principal] { return number }
    nextNumber += 1
    numbers[principal] = nextNumber
    standings[nextNumber] = Standing(principal: principal)
    changedStandings.insert(nextNumber)
    return nextNumber
  }

  /// Notes that a principal is shown something else of a resource, which no event of it may show.
  mutating func stamp(_ number: Int, _ resource: FilteredResource) {
    lastStamp += 1
    standings[number]?.stamps[resource] = lastStamp
    changedStandings.insert(number)
  }

  // MARK: Namespaces

  /// Works out who has a namespace, and notes whose standing that changes.
  ///
  /// Who loses a namespace that is being deleted keeps it for a minute: its bindings go before it.
  mutating func settle(_ name: String, now: UInt64) {
    let entry = entries[name]
    guard let record = namespaces[name] else {
      if entry?.lingering.isEmpty == true { entries[name] = nil }
      return
    }
    let old = entry?.holders ?? []
    let new = holders(of: name, record)
    guard old != new || entry?.uid != record.uid else { return }
    entries[name] = NamespaceEntry(
      uid: record.uid, holders: new, lingering: entry?.lingering ?? [])
    let lost = old.missing(from: new)
    for number in lost {
      standings[number]?.namespaces.remove(name)
      if record.isTerminating {
        changedStandings.insert(number)
      } else {
        stamp(number, .namespaces)
      }
    }
    for number in new.missing(from: old) {
      standings[number]?.namespaces.insert(name)
      // Its creation may have passed before this was known.
      stamp(number, .namespaces)
    }
    if record.isTerminating { linger(name, uid: record.uid, holders: lost, now: now) }
  }

  private mutating func holders(of name: String, _ record: NamespaceRecord) -> [Int] {
    var holders: [Int] = []
    if let tenant = record.tenant.flatMap({ tenants[$0] }), !tenant.uid.isEmpty,
      record.owners.contains(tenant.uid)
    {
      for principal in tenant.owners.keys { holders.append(number(of: principal)) }
    }
    for claimant in claimants[name] ?? [] {
      guard let tenant = tenants[claimant], claims[claimant]?[name] == .bound(uid: record.uid)
      else { continue }
      for principal in tenant.owners.keys { holders.append(number(of: principal)) }
    }
    for claim in claims(on: name) { holders.append(number(of: claim.principal)) }
    for principal in bindings[name]?.subjects(where: { grants($0, in: name) }) ?? [] {
      holders.append(number(of: principal))
    }
    return holders.inOrder
  }

  func grants(_ role: RoleReference, in namespace: String) -> Bool {
    switch visibility {
    case .owned: false
    case .anyBinding: true
    case .getNamespace: roles[role]?.allows(namespace) ?? false
    }
  }

  /// Remembers for a minute who, in order, had a namespace.
  mutating func linger(_ name: String, uid: String, holders: [Int], now: UInt64) {
    guard !holders.isEmpty else { return }
    let until = now + Self.lingering
    let entry = entries[name] ?? NamespaceEntry()
    let record = NamespaceEntry.Lingering(uid: uid, holders: holders, until: until)
    entries[name] = NamespaceEntry(
      uid: entry.uid, holders: entry.holders, lingering: entry.lingering + [record])
    lingerings.append(name, until: until)
    for number in holders {
      standings[number]?.lingering[name, default: 0] += 1
      changedStandings.insert(number)
    }
  }

  // MARK: Time

  /// Forgets what ended.
  mutating func expire(now: UInt64) {
    while let name = lingerings.next(now: now) {
      guard let entry = entries[name] else { continue }
      for ended in entry.lingering where ended.until <= now {
        for number in ended.holders {
          let left = (standings[number]?.lingering[name] ?? 1) - 1
          standings[number]?.lingering[name] = left == 0 ? nil : left
          changedStandings.insert(number)
          // Whoever lost one that was going, and did not go, loses it only now.
          if namespaces[name]?.uid == ended.uid { stamp(number, .namespaces) }
        }
      }
      entries[name] = NamespaceEntry(
        uid: entry.uid, holders: entry.holders,
        lingering: entry.lingering.filter { $0.until > now })
      changedNamespaces.insert(name)
    }
    while let number = memories.next(now: now) { changedStandings.insert(number) }
  }

  // MARK: Principals

  /// Publishes what a principal has; one that has and had nothing is forgotten.
  mutating func publish(_ number: Int, now: UInt64) {
    guard var standing = standings[number] else { return }
    let holding = holding(number, &standing, now: now)
    if holding.owned | holding.ownedRecently == 0 {
      numbers[standing.principal] = nil
      standings[number] = nil
      holdings[standing.principal] = nil
    } else {
      standings[number] = standing
      holdings[standing.principal] = holding
    }
  }

  private mutating func holding(
    _ number: Int, _ standing: inout Standing, now: UInt64
  ) -> Holding {
    let gifts = gifts(to: standing)
    var owned: UInt16 = 0
    for (resource, gifts) in gifts where gifts.contains(where: { !$0.operations.isEmpty }) {
      owned |= resource.bit
    }
    if owned & FilteredResource.nodes.bit != 0 { owned |= FilteredResource.nodeMetrics.bit }
    if !standing.tenants.isEmpty { owned |= FilteredResource.tenants.bit }
    let names = standing.namespaces.count + standing.lingering.count
    if names > 0 || !standing.tenants.isEmpty { owned |= FilteredResource.namespaces.bit }
    let recent = remember(owned, of: number, &standing, now: now)
    let isFew = names <= Selection.exactNamesLimit
    return Holding(
      id: number, owned: owned, ownedRecently: recent,
      namespaces: isFew ? Array(standing.namespaces) + standing.lingering.keys : nil,
      tenants: standing.tenants.sorted(), gifts: gifts, stamps: standing.stamps)
  }

  private func gifts(to standing: Standing) -> [FilteredResource: [Holding.Gift]] {
    var gifts: [FilteredResource: [Holding.Gift]] = [:]
    for tenant in standing.tenants.sorted().compactMap({ tenants[$0] }) {
      for (resource, operations) in tenant.owners[standing.principal] ?? [:] {
        gifts[resource, default: []].append(
          Holding.Gift(
            tenant: tenant.name, operations: operations, rules: tenant.rules[resource] ?? []))
      }
    }
    return gifts
  }

  /// Notes what is owned now, and gives what was owned within the last hour, a bit each.
  private mutating func remember(
    _ owned: UInt16, of number: Int, _ standing: inout Standing, now: UInt64
  ) -> UInt16 {
    var recent: UInt16 = 0
    guard owned != standing.owned || !standing.recent.isEmpty else { return 0 }
    for resource in FilteredResource.allCases {
      if owned & resource.bit != 0 {
        standing.recent[resource] = nil
      } else if standing.owned & resource.bit != 0 {
        standing.recent[resource] = now + Self.memory
        memories.append(number, until: now + Self.memory)
      } else if let until = standing.recent[resource], until <= now {
        standing.recent[resource] = nil
      }
      if standing.recent[resource] != nil { recent |= resource.bit }
    }
    standing.owned = owned
    return recent
  }
}
