//! Works on many things with several threads and hands out the results in their order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The stack for layout, which nests as deep as its input does. Some systems give threads 1 MiB or
/// less, which is not enough.
pub const STACK: usize = 64 << 20;

/// How many things each thread may be ahead of the one that is waited for, so that results which
/// wait for their turn stay few.
const AHEAD: usize = 32;

/// What the threads take their work from.
struct Queue<I> {
    things: I,
    /// How many were taken.
    taken: usize,
    /// How many results were handed out.
    done: usize,
    /// Nothing is taken any more.
    closed: bool,
}

/// Works on each thing with so many threads, or with the calling one if none are asked for, and
/// hands the results to `each`, in the order of the things, on the calling thread. `worker` makes
/// what a thread works with, from its number. Once `stop` is set no further thing is begun.
///
/// Documents are no jobs of the engine's thread pool: one that runs out of work there takes up
/// another document on top of the first, and the stack overflows.
pub(super) fn in_order<T: Send, R: Send, W: FnMut(T) -> R>(
    things: impl Iterator<Item = T> + Send,
    threads: usize,
    stop: &AtomicBool,
    worker: impl Fn(usize) -> W + Sync,
    mut each: impl FnMut(R),
) {
    let mut things = things.take_while(|_| !stop.load(Ordering::Relaxed));
    if threads == 0 {
        things.map(worker(0)).for_each(each);
        return;
    }
    let queue = Mutex::new(Queue { things: &mut things, taken: 0, done: 0, closed: false });
    let moved = Condvar::new();
    let (sender, results) = mpsc::channel();
    let take = || {
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        while queue.taken >= queue.done + threads * AHEAD && !queue.closed {
            queue = moved.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        let thing = if queue.closed { None } else { queue.things.next() };
        queue.closed |= thing.is_none();
        let number = queue.taken;
        queue.taken += 1;
        thing.map(|thing| (number, thing))
    };
    let run = |number: usize, sender: mpsc::Sender<(usize, R)>| {
        let _alone = alone();
        let mut work = worker(number);
        while let Some((number, thing)) = take() {
            // Who waits for results has gone if this fails.
            if sender.send((number, work(thing))).is_err() {
                break;
            }
        }
    };
    let run = &run;
    let close = Close { queue: &queue, moved: &moved };
    thread::scope(|scope| {
        let close = close;
        let mut started = 0;
        for number in 0..threads {
            let sender = sender.clone();
            let thread = thread::Builder::new().stack_size(STACK);
            started += usize::from(thread.spawn_scoped(scope, move || run(number, sender)).is_ok());
        }
        drop(sender);
        if started == 0 {
            // A system out of threads has this one.
            let mut work = worker(0);
            while let Some((number, thing)) = take() {
                each(work(thing));
                close.done(number + 1);
            }
        }
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (number, result) in results {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                each(result);
                next += 1;
            }
            close.done(next);
        }
    });
}

/// Has the engine do all of a document's work on the calling thread until it is dropped: where
/// each core has a document of its own, handing parts of it to others only costs.
pub(super) fn alone() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok()
}

/// Lets the threads go when the one that they work for ends, be it by a panic.
struct Close<'a, I> {
    queue: &'a Mutex<Queue<I>>,
    moved: &'a Condvar,
}

impl<I> Close<'_, I> {
    /// Tells how many results were handed out.
    fn done(&self, done: usize) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).done = done;
        self.moved.notify_all();
    }
}

impl<I> Drop for Close<'_, I> {
    fn drop(&mut self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_keep_the_order_of_their_things() {
        for threads in [0, 1, 2, 7] {
            let mut results = Vec::new();
            let work = |n: u64| {
                thread::sleep(Duration::from_micros((n * 7919) % 300));
                n * 2
            };
            in_order(0..300, threads, &AtomicBool::new(false), |_| work, |n| results.push(n));
            assert_eq!(results, (0..300).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_begun_far_ahead_of_what_is_waited_for() {
        let begun = AtomicUsize::new(0);
        let ahead = AtomicUsize::new(0);
        let work = |n: usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            if n == 0 {
                thread::sleep(Duration::from_millis(50));
                ahead.store(begun.load(Ordering::SeqCst), Ordering::SeqCst);
            }
        };
        in_order(0..10_000, 4, &AtomicBool::new(false), |_| &work, drop);
        assert_eq!(begun.load(Ordering::SeqCst), 10_000);
        assert!(ahead.load(Ordering::SeqCst) <= 4 * AHEAD, "{ahead:?}");
    }

    #[test]
    fn what_is_begun_is_finished_after_a_stop() {
        for threads in [0, 1, 4] {
            let stop = AtomicBool::new(false);
            let begun = AtomicUsize::new(0);
            let mut done = Vec::new();
            let work = |n: usize| {
                begun.fetch_add(1, Ordering::SeqCst);
                stop.store(n >= 20, Ordering::SeqCst);
                n
            };
            in_order(0.., threads, &stop, |_| &work, |n| done.push(n));
            assert_eq!(done.len(), begun.load(Ordering::SeqCst));
            assert!(done.is_sorted());
        }
    }
}
