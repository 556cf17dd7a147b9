//! The ring of one thread's errors, with marks.

use std::ffi::{CStr, CString, c_char, c_int, c_ulong};

/// Slots of the ring; one stays free, so that 15 errors are kept, as in OpenSSL.
const SLOTS: usize = 16;

/// One queued error. A taken entry keeps its texts until its slot is used again: the pointers that
/// `ERR_get_error_all` gave out stay valid that long.
pub(crate) struct Entry {
    pub code: c_ulong,
    pub file: Text,
    pub line: c_int,
    pub function: Text,
    pub data: Option<CString>,
    marks: u32,
}

/// A text that lives in the library or was copied from C.
pub(crate) enum Text {
    Static(&'static CStr),
    Owned(CString),
}

impl Text {
    pub(crate) fn as_c_str(&self) -> &CStr {
        match self {
            Text::Static(text) => text,
            Text::Owned(text) => text,
        }
    }

    pub(crate) fn as_ptr(&self) -> *const c_char {
        self.as_c_str().as_ptr()
    }
}

impl Entry {
    const fn new() -> Self {
        Self {
            code: 0,
            file: Text::Static(c""),
            line: 0,
            function: Text::Static(c""),
            data: None,
            marks: 0,
        }
    }
}

pub(crate) struct Queue {
    slots: [Entry; SLOTS],
    /// The newest error; equal to `bottom` when the queue is empty.
    top: usize,
    /// The slot before the oldest error.
    bottom: usize,
}

impl Queue {
    pub(crate) const fn new() -> Self {
        Self {
            slots: [const { Entry::new() }; SLOTS],
            top: 0,
            bottom: 0,
        }
    }

    /// A cleared entry at the top; the oldest error goes when there is no room.
    pub(crate) fn push(&mut self) -> &mut Entry {
        self.top = (self.top + 1) % SLOTS;
        if self.top == self.bottom {
            self.bottom = (self.bottom + 1) % SLOTS;
        }
        let entry = &mut self.slots[self.top];
        *entry = Entry::new();
        entry
    }

    /// The slot that `ERR_set_error` and the like work on: the newest error, or a slot that is not
    /// part of the queue when there is none.
    pub(crate) fn current(&mut self) -> &mut Entry {
        &mut self.slots[self.top]
    }

    pub(crate) fn newest(&self) -> Option<&Entry> {
        (self.top != self.bottom).then(|| &self.slots[self.top])
    }

    pub(crate) fn oldest(&self) -> Option<&Entry> {
        (self.top != self.bottom).then(|| &self.slots[(self.bottom + 1) % SLOTS])
    }

    /// Takes the oldest error out; its texts stay in the slot.
    pub(crate) fn take_oldest(&mut self) -> Option<&Entry> {
        if self.top == self.bottom {
            return None;
        }
        self.bottom = (self.bottom + 1) % SLOTS;
        Some(&self.slots[self.bottom])
    }

    pub(crate) fn clear(&mut self) {
        if self.top != self.bottom {
            self.slots = [const { Entry::new() }; SLOTS];
            self.top = 0;
            self.bottom = 0;
        }
    }

    /// Marks the newest error (`ERR_set_mark`). False when the queue is empty.
    pub(crate) fn set_mark(&mut self) -> bool {
        if self.top == self.bottom {
            return false;
        }
        self.slots[self.top].marks += 1;
        true
    }

    /// Drops the errors above the newest mark, and the mark (`ERR_pop_to_mark`).
    pub(crate) fn pop_to_mark(&mut self) -> bool {
        while self.top != self.bottom && self.slots[self.top].marks == 0 {
            self.slots[self.top] = Entry::new();
            self.top = (self.top + SLOTS - 1) % SLOTS;
        }
        self.unmark(self.top)
    }

    /// Drops the newest mark, no error (`ERR_clear_last_mark`).
    pub(crate) fn clear_last_mark(&mut self) -> bool {
        let mut at = self.top;
        while at != self.bottom && self.slots[at].marks == 0 {
            at = (at + SLOTS - 1) % SLOTS;
        }
        self.unmark(at)
    }

    fn unmark(&mut self, at: usize) -> bool {
        if at == self.bottom {
            return false;
        }
        self.slots[at].marks -= 1;
        true
    }
}
