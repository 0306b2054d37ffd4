//! All connections that are open, and who makes room when there are too many.

use super::metrics;
use super::pace::Pace;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// The connections of one server. Cheap to clone.
#[derive(Clone)]
pub(super) struct Crowd(Arc<Room>);

struct Room {
    places: Arc<Semaphore>,
    places_max: u32,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    last: u64,
    connections: BTreeMap<u64, (Arc<Pace>, Arc<Notify>)>,
}

/// The place of one connection; dropping it makes room.
pub(super) struct Place {
    crowd: Crowd,
    number: u64,
    pace: Arc<Pace>,
    leave: Arc<Notify>,
    _permit: OwnedSemaphorePermit,
}

impl Crowd {
    pub(super) fn new(places: usize) -> Self {
        let places_max = u32::try_from(places).unwrap_or(u32::MAX);
        let places = Arc::new(Semaphore::new(places_max as usize));
        Self(Arc::new(Room { places, places_max, inside: Mutex::default() }))
    }

    /// A place, once there is one. When all are taken, whoever has waited longest without asking
    /// anything is asked to leave.
    pub(super) async fn enter(&self) -> Option<Place> {
        if self.0.places.available_permits() == 0 {
            self.make_room();
        }
        let permit = Arc::clone(&self.0.places).acquire_owned().await.ok()?;
        let (pace, leave) = (Arc::new(Pace::new()), Arc::new(Notify::new()));
        let mut inside = self.inside();
        inside.last += 1;
        let number = inside.last;
        inside.connections.insert(number, (Arc::clone(&pace), Arc::clone(&leave)));
        metrics::connections(inside.connections.len());
        Some(Place { crowd: self.clone(), number, pace, leave, _permit: permit })
    }

    /// Asks the one that has waited longest without asking anything to leave.
    pub(super) fn make_room(&self) {
        let mut inside = self.inside();
        let waiting = inside.connections.iter();
        let waiting =
            waiting.filter_map(|(number, (pace, _))| Some((pace.waits_since()?, *number)));
        let Some((_, longest)) = waiting.min() else {
            return;
        };
        if let Some((_, leave)) = inside.connections.remove(&longest) {
            leave.notify_one();
        }
    }

    /// Ends once everybody has left.
    pub(super) async fn wait_until_empty(&self) {
        self.0.places.acquire_many(self.0.places_max).await.ok();
    }

    fn inside(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    pub(super) fn pace(&self) -> &Arc<Pace> {
        &self.pace
    }

    /// Ends when somebody else needs this place more.
    pub(super) async fn asked_to_leave(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.crowd.inside();
        inside.connections.remove(&self.number);
        metrics::connections(inside.connections.len());
    }
}
