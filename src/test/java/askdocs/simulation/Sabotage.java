package askdocs.simulation;

import java.util.function.Consumer;

/** Faults planted in the ports, each of which the simulation must find. */
enum Sabotage implements Consumer<World> {
  COMMIT_WITHOUT_CONDITION(BrokenRows::commitWithoutCondition),
  COMMIT_ON_LOWER_SETTLED_ALONE(BrokenRows::commitOnLowerSettledAlone),
  OWN_COMMIT_TAKEN_FOR_FOREIGN(BrokenRows::ownCommitTakenForForeign),
  OWN_COMMIT_KNOWN_BY_SETTLED_ALONE(BrokenRows::ownCommitKnownBySettledAlone),
  SETTLE_WITHOUT_WRITING(BrokenRows::settleWithoutWriting),
  SETTLE_ON_LOWER_SETTLED_ALONE(BrokenRows::settleOnLowerSettledAlone),
  NO_SWEEP_AFTER_SETTLING(BrokenIndex::noSweepAfterSettling),
  NO_SWEEP_AFTER_COMMIT(BrokenIndex::noSweepAfterCommit),
  SWEEP_WITHOUT_UPPER_BOUND(BrokenIndex::sweepWithoutUpperBound),
  SWEEP_OF_WHAT_IS_LIVE(BrokenIndex::sweepOfWhatIsLive),
  OWN_PASSAGES_KEPT_WHEN_SUPERSEDED(BrokenIndex::ownPassagesKeptWhenSuperseded),
  HALF_DONE_REMOVAL_TAKEN_FOR_DONE(BrokenIndex::halfDoneRemovalTakenForDone),
  REMOVAL_WITHOUT_REFRESH(BrokenIndex::removalWithoutRefresh),
  FAILED_BULK_ITEM_IGNORED(BrokenIndex::failedBulkItemIgnored),
  COMMIT_BEFORE_PASSAGES_ARE_SEARCHABLE(BrokenIndex::commitBeforePassagesAreSearchable),
  FIRST_PASSAGES_AWAITED_AND_NOT_THE_LAST(BrokenIndex::firstPassagesAwaitedAndNotTheLast),
  CLAIM_NOT_COUNTED_UP(BrokenRows::claimNotCountedUp),
  TOMBSTONE_NOT_KEPT(BrokenRows::tombstoneNotKept),
  LOOK_BEFORE_CLAIM(BrokenBucket::lookBeforeClaim),
  FAILED_LOOK_TAKEN_FOR_MISSING(BrokenBucket::failedLookTakenForMissing),
  DOWNLOAD_WITHOUT_IF_MATCH(BrokenBucket::downloadWithoutIfMatch),
  DOWNLOAD_BY_VERSION_ID(BrokenBucket::downloadByVersionId),
  SIDECAR_LEFT_OUT_OF_FINGERPRINT(BrokenBucket::sidecarLeftOutOfFingerprint),
  BROKEN_SIDECAR_TAKEN_FOR_NONE(BrokenBucket::brokenSidecarTakenForNone),
  DELETIONS_IGNORED(BrokenRows::deletionsIgnored),
  MESSAGE_DELETED_BEFORE_IT_IS_WORKED_ON(BrokenBucket::messageDeletedBeforeItIsWorkedOn),
  DUPLICATES_EMBEDDED(BrokenRows::duplicatesEmbedded),
  VECTORS_OF_OTHER_PASSAGES(BrokenIndex::vectorsOfOtherPassages),
  READERS_WITHOUT_LIVE_FILTER(BrokenReads::readersWithoutLiveFilter),
  READERS_OF_OLD_ROWS(BrokenReads::readersOfOldRows),
  READERS_WITHOUT_ACCESS(BrokenReads::readersWithoutAccess),
  READERS_THAT_SEARCH_ONCE(BrokenReads::readersThatSearchOnce),
  READERS_THAT_NEVER_TAKE_BACK(BrokenReads::readersThatNeverTakeBack);

  private final Consumer<World> plant;

  Sabotage(Consumer<World> plant) {
    this.plant = plant;
  }

  @Override
  public void accept(World world) {
    plant.accept(world);
  }
}
