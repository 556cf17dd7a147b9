use super::*;

unsafe extern "C" fn by_value(a: *const c_void, b: *const c_void) -> c_int {
    // SAFETY: the stack holds pointers to numbers.
    let (a, b) = unsafe { (**a.cast::<*const c_int>(), **b.cast::<*const c_int>()) };
    a - b
}

fn pointer(number: &c_int) -> *const c_void {
    std::ptr::from_ref(number).cast()
}

#[test]
fn null_stacks_answer_as_documented() {
    // SAFETY: NULL is what is tested.
    unsafe {
        assert_eq!(OPENSSL_sk_num(null()), -1);
        assert!(OPENSSL_sk_value(null(), 0).is_null());
        assert_eq!(OPENSSL_sk_push(null_mut(), null()), -1);
        assert_eq!(OPENSSL_sk_unshift(null_mut(), null()), 0);
        assert!(OPENSSL_sk_pop(null_mut()).is_null());
        assert_eq!(OPENSSL_sk_find(null_mut(), null()), -1);
        assert_eq!(OPENSSL_sk_is_sorted(null()), 1);
        OPENSSL_sk_free(null_mut());
        OPENSSL_sk_pop_free(null_mut(), None);
        let empty = OPENSSL_sk_dup(null());
        assert_eq!(OPENSSL_sk_num(empty), 0);
        OPENSSL_sk_free(empty);
    }
}

#[test]
fn elements_keep_their_places() {
    let numbers = [0, 1, 2, 3];
    // SAFETY: pointers to live numbers, never dereferenced here.
    unsafe {
        let stack = OPENSSL_sk_new_null();
        assert_eq!(OPENSSL_sk_push(stack, pointer(&numbers[1])), 1);
        assert_eq!(OPENSSL_sk_push(stack, pointer(&numbers[2])), 2);
        assert_eq!(OPENSSL_sk_unshift(stack, pointer(&numbers[0])), 3);
        assert_eq!(OPENSSL_sk_insert(stack, pointer(&numbers[3]), 99), 4);
        for (at, number) in numbers.iter().enumerate() {
            assert_eq!(
                OPENSSL_sk_value(stack, at as c_int).cast_const(),
                pointer(number)
            );
        }
        assert!(OPENSSL_sk_value(stack, 4).is_null() && OPENSSL_sk_value(stack, -1).is_null());
        assert!(OPENSSL_sk_set(stack, 4, pointer(&numbers[0])).is_null());
        assert_eq!(OPENSSL_sk_find(stack, pointer(&numbers[2])), 2);
        assert_eq!(
            OPENSSL_sk_delete_ptr(stack, pointer(&numbers[2])),
            pointer(&numbers[2]).cast_mut()
        );
        assert_eq!(OPENSSL_sk_shift(stack), pointer(&numbers[0]).cast_mut());
        assert_eq!(OPENSSL_sk_pop(stack), pointer(&numbers[3]).cast_mut());
        assert_eq!(OPENSSL_sk_num(stack), 1);
        OPENSSL_sk_zero(stack);
        assert!(OPENSSL_sk_pop(stack).is_null() && OPENSSL_sk_shift(stack).is_null());
        OPENSSL_sk_free(stack);
    }
}

#[test]
fn searching_sorts_and_finds_the_first_of_equals() {
    let numbers = [5, 3, 9, 3, 1];
    // SAFETY: pointers to live numbers, which is what `by_value` compares.
    unsafe {
        let stack = OPENSSL_sk_new(Some(by_value));
        for number in &numbers {
            OPENSSL_sk_push(stack, pointer(number));
        }
        assert_eq!(OPENSSL_sk_is_sorted(stack), 0);
        let mut count = 0;
        assert_eq!(OPENSSL_sk_find_all(stack, pointer(&3), &mut count), 1);
        assert_eq!((count, OPENSSL_sk_is_sorted(stack)), (2, 1));
        assert_eq!(OPENSSL_sk_find(stack, pointer(&4)), -1);
        assert_eq!(OPENSSL_sk_find_ex(stack, pointer(&100)), 4);
        assert_eq!(OPENSSL_sk_find(stack, null()), -1);
        assert!(OPENSSL_sk_set_cmp_func(stack, None).is_some());
        assert_eq!(OPENSSL_sk_is_sorted(stack), 0);
        OPENSSL_sk_free(stack);
    }
}

#[test]
fn a_failed_copy_frees_what_was_copied() {
    unsafe extern "C" fn copy_small(a: *const c_void) -> *mut c_void {
        // SAFETY: the stack holds pointers to numbers.
        let number = unsafe { *a.cast::<c_int>() };
        if number > 2 {
            null_mut()
        } else {
            Box::into_raw(Box::new(number)).cast()
        }
    }
    unsafe extern "C" fn free_number(a: *mut c_void) {
        // SAFETY: made by `copy_small`.
        drop(unsafe { Box::from_raw(a.cast::<c_int>()) })
    }
    let numbers = [1, 2, 3];
    // SAFETY: the functions suit the elements.
    unsafe {
        let stack = OPENSSL_sk_new_null();
        for number in &numbers {
            OPENSSL_sk_push(stack, pointer(number));
        }
        assert!(OPENSSL_sk_deep_copy(stack, Some(copy_small), Some(free_number)).is_null());
        OPENSSL_sk_pop(stack);
        let copy = OPENSSL_sk_deep_copy(stack, Some(copy_small), Some(free_number));
        assert_eq!(*OPENSSL_sk_value(copy, 1).cast::<c_int>(), 2);
        OPENSSL_sk_pop_free(copy, Some(free_number));
        OPENSSL_sk_free(stack);
    }
}
