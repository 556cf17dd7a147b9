//! Certificate policies along the path (RFC 5280 section 6.1).

mod tree;

use std::sync::Arc;

use self::tree::{Grown, Tree};
use super::{Step, Stop};
use crate::asn1::der::DerError;
use crate::err::{ERR_LIB_X509, ERR_R_MALLOC_FAILURE, raise};
use crate::x509::X509;
use crate::x509_vfy::X509_STORE_CTX;
use crate::x509_vfy::errors as error;
use crate::x509_vfy::param::flag as param_flag;
use crate::x509v3::facts::flag;
use crate::x509v3::policies::{Policies, is_any};

/// What the policies of a path say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Valid,
    /// A policy is required, and none holds.
    NoPolicy,
    /// An extension is invalid.
    Invalid,
    /// More combinations than are followed.
    TooMany,
}

/// A certificate below the trust anchor, and what it says.
struct Link {
    policies: Result<Policies, DerError>,
    self_issued: bool,
}

/// The state variables of section 6.1.2 after the last certificate.
struct Beginning {
    /// explicit_policy came to 0.
    explicit: bool,
    /// A certificate without policies: the tree is empty.
    empty: bool,
    invalid: bool,
}

impl X509_STORE_CTX {
    /// Checks the policies, where that is asked for.
    pub(super) fn check_policies(&self) -> Step {
        if self.param().flags & param_flag::POLICY_CHECK == 0 || self.is_for_crl() {
            return Ok(());
        }
        self.set_explicit_policy(false);
        let chain = self.chain().to_vec();
        match self.evaluate_policies(&chain) {
            Outcome::Valid => self.tell_of_policies(),
            Outcome::NoPolicy => {
                self.set_current_only(None);
                self.set_error(error::NO_EXPLICIT_POLICY);
                if self.call_back(false) {
                    Ok(())
                } else {
                    Err(Stop::Refused)
                }
            }
            Outcome::Invalid => {
                for (depth, certificate) in below_anchor(&chain).iter().enumerate() {
                    let bad = Policies::of(certificate).is_err();
                    self.fail_if(bad, certificate, depth, error::INVALID_POLICY_EXTENSION)?;
                }
                Ok(())
            }
            Outcome::TooMany => {
                raise(ERR_LIB_X509, ERR_R_MALLOC_FAILURE);
                self.set_error(error::OUT_OF_MEM);
                Err(Stop::Broken)
            }
        }
    }

    /// `X509_V_FLAG_NOTIFY_POLICY`: the callback is called with 2 when all is well.
    fn tell_of_policies(&self) -> Step {
        if self.param().flags & param_flag::NOTIFY_POLICY == 0 {
            return Ok(());
        }
        self.set_current_only(None);
        if self.call_back_with(2) {
            Ok(())
        } else {
            Err(Stop::Refused)
        }
    }

    fn evaluate_policies(&self, chain: &[Arc<X509>]) -> Outcome {
        let flags = self.param().flags;
        // From the trust anchor down; the anchor itself is no part of the path.
        let links: Vec<Link> = below_anchor(chain)
            .iter()
            .rev()
            .map(|certificate| Link {
                policies: Policies::of(certificate),
                self_issued: certificate.facts().has(flag::SI),
            })
            .collect();
        if links.is_empty() {
            return Outcome::Valid;
        }
        let begin = begin(&links, flags & param_flag::EXPLICIT_POLICY != 0);
        if begin.invalid {
            return Outcome::Invalid;
        }
        self.set_explicit_policy(begin.explicit);
        let when_empty = if begin.explicit {
            Outcome::NoPolicy
        } else {
            Outcome::Valid
        };
        if begin.empty {
            return when_empty;
        }
        let tree = match grow(&links, flags) {
            Grown::Empty => return when_empty,
            Grown::TooMany => return Outcome::TooMany,
            Grown::Tree(tree) => tree,
        };
        if begin.explicit && !self.wants_one_of(&tree) {
            return Outcome::NoPolicy;
        }
        Outcome::Valid
    }

    /// Whether a policy that holds for the path is one of the program's. A program that names none
    /// accepts none; one that names anyPolicy accepts each.
    fn wants_one_of(&self, tree: &Tree) -> bool {
        let wanted = self.param().policies.as_deref().unwrap_or_default();
        if wanted.iter().any(|policy| is_any(policy.get().content())) {
            return tree.has_authority_policies();
        }
        wanted
            .iter()
            .any(|policy| tree.ends_with_any() || tree.authority_has(policy.get().content()))
    }
}

fn below_anchor(chain: &[Arc<X509>]) -> &[Arc<X509>] {
    chain.split_last().map_or(&[], |(_, below)| below)
}

fn begin(links: &[Link], explicit_wanted: bool) -> Beginning {
    let mut begin = Beginning {
        explicit: false,
        empty: false,
        invalid: false,
    };
    let mut until_explicit = if explicit_wanted { 0 } else { links.len() + 1 };
    for link in links {
        let Ok(policies) = &link.policies else {
            begin.invalid = true;
            break;
        };
        begin.empty = policies.is_empty();
        if until_explicit > 0 {
            until_explicit -= usize::from(!link.self_issued);
            until_explicit = until_explicit.min(policies.require_explicit.unwrap_or(usize::MAX));
        }
        if begin.empty {
            break;
        }
    }
    begin.explicit = until_explicit == 0;
    begin
}

/// Builds the tree with the counters inhibit_anyPolicy and policy_mapping of section 6.1.2.
fn grow(links: &[Link], flags: std::ffi::c_ulong) -> Grown {
    let start = |flag| {
        if flags & flag != 0 {
            0
        } else {
            links.len() + 1
        }
    };
    let mut until_no_any = start(param_flag::INHIBIT_ANY);
    let mut until_no_mapping = start(param_flag::INHIBIT_MAP);
    let mut tree = Tree::new();
    for (at, link) in links.iter().enumerate() {
        let Ok(policies) = &link.policies else {
            return Grown::Empty;
        };
        let last = at + 1 == links.len();
        let mut any = policies.any;
        if until_no_any == 0 {
            // "... or (the certificate is self-issued and i<n)": section 6.1.3 (d)(2).
            any &= link.self_issued && !last;
        } else {
            count_down(&mut until_no_any, link, policies.inhibit_any);
        }
        let mapping = until_no_mapping > 0;
        if mapping {
            count_down(&mut until_no_mapping, link, policies.inhibit_mapping);
        }
        if !tree.add_level(policies, any, mapping) {
            return Grown::TooMany;
        }
        if !tree.prune() {
            return Grown::Empty;
        }
    }
    Grown::Tree(tree)
}

fn count_down(counter: &mut usize, link: &Link, limit: Option<usize>) {
    *counter -= usize::from(!link.self_issued);
    *counter = (*counter).min(limit.unwrap_or(usize::MAX));
}
