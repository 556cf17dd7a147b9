//! The valid_policy_tree of RFC 5280 section 6.1.2 (a): one level for each certificate.

use crate::x509v3::policies::{Mapped, Policies, Policy};

/// Nodes of a tree; a hostile chain could otherwise make it grow exponentially.
const MOST_NODES: usize = 1000;

/// What became of a tree.
pub(super) enum Grown {
    /// It has policies.
    Tree(Tree),
    /// No policy holds for the path.
    Empty,
    /// It would have more nodes than are allowed.
    TooMany,
}

struct Node {
    policy: Policy,
    /// Its parent in the level above: a position there, or that level's node of anyPolicy.
    parent: Parent,
    children: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parent {
    Any,
    At(usize),
}

#[derive(Default)]
struct Level {
    /// What is pruned stays as `None`, so that positions keep their meaning.
    nodes: Vec<Option<Node>>,
    /// The node of anyPolicy and how many children it has. Its parent is always the one above.
    any: Option<usize>,
    /// Mappings count below.
    mapping: bool,
}

/// A tree under construction.
pub(super) struct Tree {
    levels: Vec<Level>,
    nodes: usize,
}

impl Tree {
    /// Just anyPolicy, at depth 0.
    pub fn new() -> Self {
        Self {
            levels: vec![Level {
                any: Some(0),
                mapping: true,
                ..Level::default()
            }],
            nodes: 1,
        }
    }

    /// Section 6.1.3 (d) for one certificate. `any`: its anyPolicy counts; `mapping`: its mappings
    /// count. False when there are too many nodes.
    pub fn add_level(&mut self, policies: &Policies, any: bool, mapping: bool) -> bool {
        let mut level = Level {
            mapping,
            ..Level::default()
        };
        for policy in &policies.named {
            if !self.link_matching(&mut level, policy) {
                return false;
            }
        }
        if any && !self.link_any(&mut level) {
            return false;
        }
        self.levels.push(level);
        true
    }

    /// (d)(1): under each node that expects the policy, or else under anyPolicy.
    fn link_matching(&mut self, level: &mut Level, policy: &Policy) -> bool {
        let above = self.above();
        let mapping = above.mapping;
        let matching: Vec<usize> = above
            .live()
            .filter(|(_, node)| node.expects(&policy.id, mapping))
            .map(|(at, _)| at)
            .collect();
        let parents = if matching.is_empty() && above.any.is_some() {
            vec![Parent::Any]
        } else {
            matching.into_iter().map(Parent::At).collect()
        };
        parents
            .into_iter()
            .all(|parent| self.add(level, policy.clone(), parent))
    }

    /// (d)(2): what is expected above and not named here holds by anyPolicy.
    fn link_any(&mut self, level: &mut Level) -> bool {
        let above = self.above();
        let mut wanted = Vec::new();
        for (at, node) in above.live() {
            if above.mapping && node.policy.mapped == Mapped::Named {
                if node.children == node.policy.expected.len() {
                    continue;
                }
                let missing = node.policy.expected.iter().filter(|id| !level.has(at, id));
                wanted.extend(missing.map(|id| (at, id.clone())));
            } else if node.children == 0 {
                wanted.push((at, node.policy.id.clone()));
            }
        }
        for (at, id) in wanted {
            let policy = Policy {
                id,
                ..Policy::default()
            };
            if !self.add(level, policy, Parent::At(at)) {
                return false;
            }
        }
        if self.above().any.is_none() {
            return true;
        }
        if !self.count() {
            return false;
        }
        level.any = Some(0);
        if let Some(children) = &mut self.above_mut().any {
            *children += 1;
        }
        true
    }

    fn add(&mut self, level: &mut Level, policy: Policy, parent: Parent) -> bool {
        if !self.count() {
            return false;
        }
        level.nodes.push(Some(Node {
            policy,
            parent,
            children: 0,
        }));
        if let Some(children) = self.above_mut().children_of(parent) {
            *children += 1;
        }
        true
    }

    fn count(&mut self) -> bool {
        self.nodes += 1;
        self.nodes <= MOST_NODES
    }

    /// (d)(3): what has no child goes, from the level above the last up. False when the tree is
    /// empty then.
    pub fn prune(&mut self) -> bool {
        let last = self.levels.len() - 1;
        if !self.levels[last].mapping {
            // Section 6.1.4 (b)(2): policies that are mapped although that is inhibited go too.
            self.drop_nodes(last, |node| node.policy.mapped != Mapped::No);
        }
        for depth in (0..last).rev() {
            self.drop_nodes(depth, |node| node.children == 0);
            if self.levels[depth].any == Some(0) {
                self.levels[depth].any = None;
                if depth > 0
                    && let Some(children) = &mut self.levels[depth - 1].any
                {
                    *children -= 1;
                }
            }
        }
        self.levels[0].any.is_some()
    }

    fn drop_nodes(&mut self, depth: usize, goes: impl Fn(&Node) -> bool) {
        for at in 0..self.levels[depth].nodes.len() {
            let slot = &mut self.levels[depth].nodes[at];
            let Some(node) = slot.take_if(|node| goes(node)) else {
                continue;
            };
            if depth > 0
                && let Some(children) = self.levels[depth - 1].children_of(node.parent)
            {
                *children -= 1;
            }
        }
    }

    /// The authorities-constrained-policy-set is not empty.
    pub fn has_authority_policies(&self) -> bool {
        self.ends_with_any() || self.authority_nodes().next().is_some()
    }

    /// The authorities allow any policy.
    pub fn ends_with_any(&self) -> bool {
        self.above().any.is_some()
    }

    /// The authorities allow the policy with this identifier.
    pub fn authority_has(&self, id: &[u8]) -> bool {
        self.authority_nodes().any(|node| node.policy.id == id)
    }

    /// Nodes whose parent is anyPolicy: policies of the name the first authority gave them.
    fn authority_nodes(&self) -> impl Iterator<Item = &Node> {
        self.levels
            .windows(2)
            .take_while(|pair| pair[0].any.is_some())
            .flat_map(|pair| pair[1].live())
            .filter(|(_, node)| node.parent == Parent::Any)
            .map(|(_, node)| node)
    }

    fn above(&self) -> &Level {
        &self.levels[self.levels.len() - 1]
    }

    fn above_mut(&mut self) -> &mut Level {
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }
}

impl Level {
    fn live(&self) -> impl Iterator<Item = (usize, &Node)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter_map(|(at, node)| Some((at, node.as_ref()?)))
    }

    /// Whether the node at `parent` has a child here for the policy.
    fn has(&self, parent: usize, id: &[u8]) -> bool {
        self.live()
            .any(|(_, node)| node.parent == Parent::At(parent) && node.policy.id == id)
    }

    fn children_of(&mut self, parent: Parent) -> Option<&mut usize> {
        match parent {
            Parent::Any => self.any.as_mut(),
            Parent::At(at) => Some(&mut self.nodes.get_mut(at)?.as_mut()?.children),
        }
    }
}

impl Node {
    /// Whether the policy is in the node's expected_policy_set.
    fn expects(&self, id: &[u8], mapping: bool) -> bool {
        if mapping && self.policy.mapped != Mapped::No {
            self.policy.expected.iter().any(|expected| expected == id)
        } else {
            self.policy.id == id
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(names: &[u8], any: bool) -> Policies {
        let named = names.iter().map(|name| Policy {
            id: vec![*name],
            ..Policy::default()
        });
        Policies {
            named: named.collect(),
            any,
            ..Policies::default()
        }
    }

    #[test]
    fn policies_that_all_name_stay() {
        let mut tree = Tree::new();
        assert!(tree.add_level(&certificate(&[1, 2], false), false, true) && tree.prune());
        assert!(tree.add_level(&certificate(&[2, 3], false), false, true) && tree.prune());
        assert!(tree.authority_has(&[2]) && !tree.authority_has(&[1]) && !tree.authority_has(&[3]));
        assert!(tree.add_level(&certificate(&[1], false), false, true));
        assert!(!tree.prune(), "none is left");
    }

    #[test]
    fn any_policy_stands_for_each() {
        let mut tree = Tree::new();
        assert!(tree.add_level(&certificate(&[], true), true, true) && tree.prune());
        assert!(tree.ends_with_any());
        assert!(tree.add_level(&certificate(&[7], false), false, true) && tree.prune());
        assert!(!tree.ends_with_any() && tree.authority_has(&[7]));
    }

    #[test]
    fn a_tree_does_not_grow_without_bounds() {
        let names: Vec<u8> = (0..=255).collect();
        let mut tree = Tree::new();
        let levels = (0..8)
            .take_while(|_| tree.add_level(&certificate(&names, true), true, true) && tree.prune());
        assert_eq!(levels.count(), 3);
    }
}
