//! Session tickets (RFC 5077): over the simulated network, and against the `openssl` and GnuTLS commands.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dtls::error::Reason;
use dtls::msg::{AlertDescription, HandshakeHeader, HandshakeType, ProtocolVersion};
use dtls::{
    ClientAuth, Config, Event, ExtendedMasterSecret, HandshakeState, NewTicket, Renegotiation,
    Session, SessionName,
};
use sim::real::{Process, files, installed, our_client, our_server, port, talk};
use sim::{Identity, Peer, Rules, World};

const VERSIONS: [ProtocolVersion; 2] = [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2];

/// Worlds differ, so that no random comes twice.
fn world(client: Config, server: Config) -> World {
    static SEED: AtomicU64 = AtomicU64::new(1);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    World::new(client, server, Rules::default(), seed)
}

fn run(world: &mut World) {
    let done = world.handshake();
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    assert!(world.exchange(b"hello"));
}

fn with_tickets(version: ProtocolVersion) -> Config {
    Config {
        min_version: version,
        max_version: version,
        tickets: true,
        ..Config::default()
    }
}

fn session(peer: &Peer) -> Arc<Session> {
    let facts = peer.connection.facts().unwrap();
    facts.session.clone().unwrap()
}

fn resumed(world: &World) -> bool {
    let resumed = |peer: &Peer| peer.connection.facts().unwrap().resumed;
    assert_eq!(resumed(&world.client), resumed(&world.server));
    resumed(&world.client)
}

fn asked(peer: &Peer, what: &str) -> usize {
    let names = peer.questions.iter().map(sim::peer::name);
    names.filter(|name| *name == what).count()
}

/// A handshake that offers `offer` to a server that knows the tickets of `before`.
fn again(client: &Config, server: &Config, before: &World, offer: Arc<Session>) -> World {
    let client = Config {
        session: Some(offer),
        ..client.clone()
    };
    let mut world = world(client, server.clone());
    world.server.tickets = before.server.tickets.clone();
    world
}

#[test]
fn a_ticket_resumes_a_session_that_the_server_has_forgotten() {
    for version in VERSIONS {
        for cookie_exchange in [false, true] {
            let client = with_tickets(version);
            let server = Config {
                cookie_exchange,
                client_auth: ClientAuth::Request,
                ..client.clone()
            };
            let mut first = world(client.clone(), server.clone());
            first.client.identities = vec![Identity::rsa()];
            run(&mut first);
            let own = session(&first.client);
            assert!(!resumed(&first));
            assert_eq!((own.ticket.len(), own.ticket_lifetime), (160, 300));
            // RFC 5077, 3.4: the server gives no ID beside a ticket; the client makes one.
            assert_eq!(own.id, Session::id_for_ticket(&own.ticket));
            assert!(session(&first.server).id.is_empty());
            assert_eq!(session(&first.server).secret, own.secret);

            let mut second = again(&client, &server, &first, own.clone());
            run(&mut second);
            assert!(resumed(&second));
            // The ticket is the session: no ID is looked up, and no new ticket is made.
            assert_eq!(asked(&second.server, "FindSession"), 0);
            assert_eq!(asked(&second.server, "WrapSession"), 0);
            assert_eq!(session(&second.client).ticket, own.ticket);
            let chain = &second.server.connection.facts().unwrap().peer_chain;
            assert_eq!(chain[0], Identity::rsa().certificate());
        }
    }
}

#[test]
fn a_renewed_ticket_takes_the_place_of_the_old_one() {
    for version in VERSIONS {
        let config = with_tickets(version);
        let mut first = world(config.clone(), config.clone());
        run(&mut first);
        let old = session(&first.client);
        let mut second = again(&config, &config, &first, old.clone());
        second.server.renew_tickets = true;
        run(&mut second);
        assert!(resumed(&second));
        let new = session(&second.client);
        assert_ne!(new.ticket, old.ticket);
        assert_eq!(new.id, Session::id_for_ticket(&new.ticket));
        assert_eq!(new.secret, old.secret);
        let wrote = HandshakeState::ServerWroteSessionTicket;
        assert!(second.server.events.contains(&Event::StateChanged(wrote)));
        let mut third = again(&config, &config, &second, new);
        run(&mut third);
        assert!(resumed(&third));
    }
}

#[test]
fn a_ticket_that_is_not_taken_leads_to_a_full_handshake_and_a_new_ticket() {
    for version in VERSIONS {
        let config = with_tickets(version);
        let mut first = world(config.clone(), config.clone());
        run(&mut first);
        let own = session(&first.client);
        let mut second = again(&config, &config, &first, own.clone());
        second.server.tickets = vec![];
        // It is not looked for by the ID that stands beside the ticket either.
        second.server.sessions = vec![own.clone()];
        run(&mut second);
        assert!(!resumed(&second));
        assert_eq!(asked(&second.server, "UnwrapTicket"), 1);
        assert_eq!(asked(&second.server, "FindSession"), 0);
        assert!(!session(&second.client).ticket.is_empty());
        assert_ne!(session(&second.client).secret, own.secret);

        // Found and not fit: another suite. The client gets a new ticket then, too.
        let mut third = again(&config, &config, &first, own.clone());
        let known = &mut third.server.tickets[0].1;
        Arc::make_mut(known).server_name = Some(b"other.example".to_vec());
        run(&mut third);
        assert!(!resumed(&third));
        assert_eq!(asked(&third.server, "WrapSession"), 1);
    }
}

#[test]
fn a_server_without_keys_ignores_tickets_and_knows_the_session_by_its_id() {
    let config = with_tickets(ProtocolVersion::DTLS1_2);
    let server = Config {
        tickets: false,
        ..config.clone()
    };
    let mut first = world(config.clone(), server.clone());
    run(&mut first);
    let own = session(&first.client);
    assert!(own.ticket.is_empty() && own.id.len() == 32);
    // To a server with keys the session by ID comes back as a ticket.
    let mut second = again(&config, &config, &first, own.clone());
    second.server.sessions = vec![session(&first.server)];
    run(&mut second);
    assert!(resumed(&second));
    let renewed = session(&second.client);
    assert_eq!(renewed.secret, own.secret);
    let mut third = again(&config, &config, &second, renewed);
    run(&mut third);
    assert!(resumed(&third));
    // A client that wants none gets none.
    let mut none = world(server.clone(), config);
    run(&mut none);
    assert_eq!(asked(&none.server, "WrapSession"), 0);
    assert_eq!(session(&none.server).id.len(), 32);
}

#[test]
fn a_server_may_ignore_tickets_of_a_single_client() {
    let config = with_tickets(ProtocolVersion::DTLS1_2);
    let mut first = world(config.clone(), config.clone());
    first.server.ignore_tickets = true;
    run(&mut first);
    let own = session(&first.client);
    assert!(own.ticket.is_empty() && own.id.len() == 32);
    let mut second = again(&config, &config, &first, own);
    second.server.ignore_tickets = true;
    second.server.sessions = vec![session(&first.server)];
    run(&mut second);
    assert!(resumed(&second));
    assert!(session(&second.client).ticket.is_empty());
}

#[test]
fn a_server_may_name_its_sessions() {
    let asks = Config {
        names_sessions: true,
        ..Config::default()
    };
    let with_tickets = Config {
        tickets: true,
        ..asks.clone()
    };
    let made = |config: &Config, name: SessionName| {
        let mut world = world(config.clone(), config.clone());
        world.server.session_name = name;
        run(&mut world);
        assert_eq!(asked(&world.server, "NameSession"), 1);
        let own = session(&world.client);
        (own.id.clone(), own.ticket.len())
    };
    let id = b"a name".to_vec();
    assert_eq!(made(&asks, SessionName::Id(id.clone())), (id.clone(), 0));
    assert_eq!(made(&asks, SessionName::Chance).0.len(), 32);
    assert_eq!(made(&asks, SessionName::None), (vec![], 0));
    assert_eq!(made(&with_tickets, SessionName::Id(id)).1, 160);
    assert_eq!(made(&with_tickets, SessionName::None), (vec![], 0));
}

#[test]
fn a_server_may_change_its_mind_about_a_ticket() {
    let config = with_tickets(ProtocolVersion::DTLS1_2);
    for too_long in [false, true] {
        let mut world = world(config.clone(), config.clone());
        world.server.ticket_len = match too_long {
            true => NewTicket::MAX_LEN + 1,
            false => 0,
        };
        run(&mut world);
        assert_eq!(asked(&world.server, "WrapSession"), 1);
        let own = session(&world.client);
        assert!(own.ticket.is_empty() && own.id.is_empty());
    }
}

#[test]
fn a_long_ticket_crosses_small_datagrams() {
    let config = Config {
        mtu: 256,
        ..with_tickets(ProtocolVersion::DTLS1_2)
    };
    let server = Config {
        cookie_exchange: true,
        ..config.clone()
    };
    let mut first = world(config.clone(), server.clone());
    first.server.ticket_len = NewTicket::MAX_LEN;
    run(&mut first);
    let mut second = again(&config, &server, &first, session(&first.client));
    run(&mut second);
    assert!(resumed(&second));
}

#[test]
fn tickets_keep_the_rules_of_resumption() {
    let config = with_tickets(ProtocolVersion::DTLS1_2);
    let plain = Config {
        extended_master_secret: ExtendedMasterSecret::Off,
        ..config.clone()
    };
    // RFC 7627, 5.3: made with the extended master secret and offered without it.
    let mut first = world(config.clone(), config.clone());
    run(&mut first);
    let own = session(&first.client);
    let mut second = again(&plain, &config, &first, own.clone());
    assert!(!second.handshake());
    let reason = second.server.error.unwrap().reason;
    assert_eq!(reason, Reason::InconsistentExtendedMasterSecret);
    // Made without it and offered with it.
    let mut first = world(plain.clone(), config.clone());
    run(&mut first);
    let mut second = again(&config, &config, &first, session(&first.client));
    run(&mut second);
    assert!(!resumed(&second));
    // A client that has to show a certificate has none in its session.
    let mut first = world(config.clone(), config.clone());
    run(&mut first);
    let strict = Config {
        client_auth: ClientAuth::Require,
        ..config.clone()
    };
    let mut second = again(&config, &strict, &first, session(&first.client));
    second.client.identities = vec![Identity::rsa()];
    run(&mut second);
    assert!(!resumed(&second));
}

#[test]
fn an_application_may_end_the_handshake_over_a_ticket() {
    let config = with_tickets(ProtocolVersion::DTLS1_2);
    let mut first = world(config.clone(), config.clone());
    run(&mut first);
    let alert = AlertDescription::INTERNAL_ERROR;
    let opening = again(&config, &config, &first, session(&first.client));
    for mut world in [opening, world(config.clone(), config.clone())] {
        world.server.refuse_tickets = Some(alert);
        assert!(!world.handshake());
        let reason = world.server.error.unwrap().reason;
        assert_eq!(reason, Reason::Refused(alert));
        let reason = world.client.error.unwrap().reason;
        assert_eq!(reason, Reason::AlertReceived(alert));
    }
}

#[test]
fn tickets_resume_inside_a_renegotiation() {
    for version in VERSIONS {
        let config = Config {
            renegotiation: Renegotiation::Accept,
            ..with_tickets(version)
        };
        let mut world = world(config.clone(), config.clone());
        run(&mut world);
        for renew in [false, true, false] {
            world.server.renew_tickets = renew;
            let own = session(&world.client);
            let client = Config {
                session: Some(own.clone()),
                ..config.clone()
            };
            world.client.connection.set_config(Arc::new(client));
            let before = world.client.connection.facts().unwrap().client_random;
            world.client.connection.renegotiate().unwrap();
            let done = world.run(sim::LIMIT, |world| {
                let facts = world.client.connection.facts().unwrap();
                facts.client_random != before
                    && world.client.is_connected()
                    && world.server.is_connected()
            });
            assert!(done, "{:?} {:?}", world.client.error, world.server.error);
            assert!(resumed(&world));
            assert_eq!(session(&world.client).ticket != own.ticket, renew);
            assert!(world.exchange(b"after"));
        }
    }
}

/// A handshake message in a record of epoch 0, as anybody can write it.
fn forged(kind: HandshakeType, seq: u16, body: &[u8]) -> Vec<u8> {
    let header = HandshakeHeader::whole(kind, seq, body.len() as u32).to_array();
    let fragment = [&header[..], body].concat();
    let mut record = vec![22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0x7f, 0];
    record.extend((fragment.len() as u16).to_be_bytes());
    record.extend(fragment);
    record
}

#[test]
fn a_forged_ticket_that_does_not_fit_is_dropped() {
    // Cut short; too early, where a ticket has not been announced; long after the handshake.
    for (tickets, seq, body) in [
        (true, 4, &[0, 0, 0][..]),
        (true, 4, &[0, 0, 0, 1, 0, 9, 1]),
        (false, 4, &[0, 0, 0, 1, 0, 1, 1]),
    ] {
        let config = Config {
            tickets,
            ..Config::default()
        };
        let mut world = world(config.clone(), config);
        world.client.start();
        world.server.start();
        let wrote = Event::StateChanged(HandshakeState::ClientWroteFinished);
        assert!(world.run(sim::LIMIT, |world| world.client.events.contains(&wrote)));
        let record = forged(HandshakeType::NEW_SESSION_TICKET, seq, body);
        world.client.receive(&record);
        assert_eq!(world.client.error, None);
        assert!(world.run(sim::LIMIT, |world| world.client.is_connected()));
        assert!(world.exchange(b"hello"));
        let own = session(&world.client);
        assert_eq!(own.ticket.len(), if tickets { 160 } else { 0 });
        world.client.receive(&record);
        assert!(world.exchange(b"after"));
    }
}

/// The arguments of `openssl` that both roles share.
fn openssl(command: &str, version: ProtocolVersion) -> Vec<String> {
    let flag = match version {
        ProtocolVersion::DTLS1_0 => "-dtls1",
        _ => "-dtls1_2",
    };
    [command, flag, "-cipher", "DEFAULT:@SECLEVEL=0"]
        .map(str::to_owned)
        .to_vec()
}

#[test]
fn openssl_takes_its_own_ticket_back_from_us() {
    if !installed("openssl") {
        return;
    }
    for version in VERSIONS {
        let (key, certificate) = files("rsa");
        let port = port();
        let mut args = openssl("s_server", version);
        args.extend(["-key", &key, "-cert", &certificate, "-accept"].map(str::to_owned));
        args.push(port.to_string());
        let mut process = Process::start("openssl", &args);
        process.wait_for("ACCEPT");
        let mut session = None;
        for round in 0..3 {
            let client = Config {
                session: session.clone(),
                ..with_tickets(version)
            };
            let mut endpoint = our_client(client, port);
            endpoint.run("connected", |peer| peer.is_connected());
            assert_eq!(endpoint.peer.connection.facts().unwrap().resumed, round > 0);
            talk(&mut endpoint, &mut process, "hello");
            endpoint.peer.connection.close();
            endpoint.flush();
            process.wait_for("DONE");
            session = endpoint.peer.connection.facts().unwrap().session.clone();
            assert!(!session.as_ref().unwrap().ticket.is_empty());
        }
    }
}

#[test]
fn openssl_brings_our_tickets_back() {
    if !installed("openssl") {
        return;
    }
    for version in VERSIONS {
        let store = format!("{}/ticket-{:x}", env!("CARGO_TARGET_TMPDIR"), version.0);
        let mut tickets = vec![];
        for round in 0..3 {
            let (mut endpoint, port) = our_server(with_tickets(version), "rsa");
            endpoint.peer.tickets = tickets;
            endpoint.peer.renew_tickets = round == 1;
            let mut args = openssl("s_client", version);
            args.extend(["-connect".to_owned(), format!("127.0.0.1:{port}")]);
            args.extend(["-sess_out".to_owned(), store.clone()]);
            if round > 0 {
                args.extend(["-sess_in".to_owned(), store.clone()]);
            }
            let mut process = Process::start("openssl", &args);
            endpoint.run("connected", |peer| peer.is_connected());
            assert_eq!(endpoint.peer.connection.facts().unwrap().resumed, round > 0);
            talk(&mut endpoint, &mut process, "hello");
            process.wait_for("TLS session ticket:");
            endpoint.peer.connection.close();
            endpoint.flush();
            process.wait_for("closed");
            tickets = endpoint.peer.tickets;
            assert_eq!(tickets.len(), 1 + usize::from(round > 0));
        }
    }
}
