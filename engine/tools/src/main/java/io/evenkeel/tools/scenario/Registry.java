package io.evenkeel.tools.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the engine has accepted so far: ids of assets and instruments, and names of participants. */
final class Registry {
    private final List<Denomination> assets = new ArrayList<>();
    private final List<Denomination> instruments = new ArrayList<>();
    private final Map<String, Integer> participants = new HashMap<>();
    private Denomination numeraire;

    void addAsset(final Denomination asset, final boolean isNumeraire) {
        assets.add(asset);
        if (isNumeraire) {
            numeraire = asset;
        }
    }

    void addInstrument(final Denomination instrument) {
        instruments.add(instrument);
    }

    /** {@return the id of an asset or instrument; the next free one, which is unknown, if it was never accepted} */
    int id(final Denomination denomination) {
        final List<Denomination> accepted = denomination.isInstrument() ? instruments : assets;
        for (int i = 0; i < accepted.size(); i++) {
            if (accepted.get(i).symbol().equals(denomination.symbol())) {
                return i;
            }
        }
        return accepted.size();
    }

    /** {@return the id of an asset by its symbol} */
    int assetId(final String symbol) {
        return id(new Denomination(symbol, false, 0, 0, 0, 1, null));
    }

    int assetCount() {
        return assets.size();
    }

    int instrumentCount() {
        return instruments.size();
    }

    /** {@return the asset of that id, or null} */
    Denomination asset(final long id) {
        return id >= 0 && id < assets.size() ? assets.get((int) id) : null;
    }

    /** {@return the instrument of that id, or null} */
    Denomination instrument(final long id) {
        return id >= 0 && id < instruments.size() ? instruments.get((int) id) : null;
    }

    /** {@return exponent of the numeraire; 0 while there is none} */
    int numeraireExponent() {
        return numeraire == null ? 0 : numeraire.amountExponent();
    }

    void addParticipant(final String name, final int participant) {
        participants.put(name, participant);
    }

    /** {@return the participant of that name, or null} */
    Integer participant(final String name) {
        return participants.get(name);
    }

    /** {@return the name of a participant, or null} */
    String participantName(final long participant) {
        for (final Map.Entry<String, Integer> entry : participants.entrySet()) {
            if (entry.getValue() == participant) {
                return entry.getKey();
            }
        }
        return null;
    }
}
